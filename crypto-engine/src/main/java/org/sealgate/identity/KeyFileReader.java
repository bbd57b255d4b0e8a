package org.sealgate.identity;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1Primitive;
import org.sealgate.Secret;
import org.sealgate.SmimeException;
import org.sealgate.identity.KeyFileLimits.Work;

/** Tells the kind of a key file from its octets, never from its name, and has it read. */
final class KeyFileReader {
  private final KeyFileLimits limits;

  KeyFileReader(KeyFileLimits limits) {
    this.limits = limits;
  }

  IdentityFile read(byte[] file, List<Secret> passwords) {
    if (file.length > limits.keyFileOctets()) {
      throw SmimeException.limit("keyFileOctets", limits.keyFileOctets());
    }
    List<PasswordForms> forms = new ArrayList<>();
    try {
      passwords.forEach(secret -> forms.add(new PasswordForms(secret)));
      if (forms.isEmpty()) {
        forms.add(new PasswordForms(Secret.of("")));
      }
      return contents(KeyText.plain(file), new Passwords(passwords, forms)).assembled();
    } catch (IOException e) {
      throw SmimeException.malformed(
          "the key file is broken or cut off: " + KeyFileContents.firstLine(e), e);
    } catch (SmimeException e) {
      throw e;
    } catch (RuntimeException e) {
      // Bouncy Castle's readers answer broken input with any RuntimeException there is.
      throw SmimeException.malformed("the key file is broken", e);
    } finally {
      forms.forEach(PasswordForms::close);
    }
  }

  /** The passwords as given, for key stores of the JDK, and as octets, for everything else. */
  record Passwords(List<Secret> secrets, List<PasswordForms> forms) {}

  private KeyFileContents contents(byte[] file, Passwords passwords) throws IOException {
    Work work = new Work(limits);
    return switch (KeyFileKind.of(file)) {
      case PEM -> new PemReader(new DerReader(passwords.forms(), work), work).read(file);
      case DER ->
          DerReader.isBcfks(firstObject(file))
              ? new KeyStoreReader("BCFKS", passwords.secrets(), work).read(file)
              : new DerReader(passwords.forms(), work).read(file);
      case JKS -> new KeyStoreReader("JKS", passwords.secrets(), work).read(file);
      case JCEKS -> new KeyStoreReader("JCEKS", passwords.secrets(), work).read(file);
      case BASE64 ->
          new DerReader(passwords.forms(), work)
              .read(java.util.Base64.getMimeDecoder().decode(file));
      case NSS, ZIP, PGP, EMPTY, UNKNOWN -> throw KeyFileKind.of(file).refusal();
    };
  }

  /** The first object of the octets: what follows it is somebody's padding or line end. */
  static ASN1Primitive firstObject(byte[] octets) throws IOException {
    try {
      return parse(octets);
    } catch (IOException tooDeep) {
      return parse(BerStrings.joined(octets));
    }
  }

  private static ASN1Primitive parse(byte[] octets) throws IOException {
    try (ASN1InputStream in = new ASN1InputStream(octets)) {
      ASN1Primitive object = in.readObject();
      if (object == null) {
        throw new IOException("nothing where an object should be");
      }
      return object;
    }
  }
}
