package org.sealgate.identity;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.generators.OpenSSLPBEParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.identity.KeyFileLimits.Work;

/** Reads PEM: keys, certificates and containers of any kind, in any order. */
final class PemReader {
  private final DerReader der;
  private final KeyFileContents contents;
  private Optional<ASN1Encodable> curve = Optional.empty();

  PemReader(DerReader der, Work work) {
    this.der = der;
    this.contents = new KeyFileContents(work);
  }

  KeyFileContents read(byte[] file) throws IOException {
    List<PemBlock> blocks = PemBlock.of(file);
    if (blocks.isEmpty()) {
      throw SmimeException.malformed("the PEM file is cut off: no block has an end");
    }
    for (PemBlock block : blocks) {
      readBlock(block);
    }
    return contents;
  }

  private void readBlock(PemBlock block) throws IOException {
    switch (block.label().toUpperCase(Locale.ROOT)) {
      case "CERTIFICATE", "X509 CERTIFICATE", "X.509 CERTIFICATE" ->
          contents.addCertificate(block.octets(), Optional.empty());
      case "TRUSTED CERTIFICATE" -> contents.addCertificate(untrusted(block), Optional.empty());
      case "EC PARAMETERS" -> curve = Optional.of(KeyFileReader.firstObject(block.octets()));
      case "RSA PRIVATE KEY" -> contents.add(DerReader.rsaKey(plain(block)), Optional.empty());
      case "DSA PRIVATE KEY" -> contents.add(DerReader.dsaKey(plain(block)), Optional.empty());
      case "EC PRIVATE KEY" -> contents.add(DerReader.ecKey(plain(block), curve), Optional.empty());
      case "PRIVATE KEY",
          "ENCRYPTED PRIVATE KEY",
          "ANY PRIVATE KEY",
          "PKCS7",
          "PKCS #7 SIGNED DATA",
          "CMS",
          "CERTIFICATE CHAIN",
          "PKCS12",
          "PFX" ->
          contents.addAll(der.read(block.octets()));
      default -> contents.note("a PEM block of kind " + block.label() + " was not used");
    }
  }

  /** OpenSSL's trust settings follow the certificate in the same block. */
  private static byte[] untrusted(PemBlock block) throws IOException {
    return KeyFileContents.der(KeyFileReader.firstObject(block.octets()));
  }

  /** The numbers of a traditional key, decrypted where the headers say that it is encrypted. */
  private ASN1Sequence plain(PemBlock block) throws IOException {
    String info = block.headers().get("dek-info");
    if (info == null) {
      return ASN1Sequence.getInstance(KeyFileReader.firstObject(block.octets()));
    }
    String[] parts = info.split(",", 2);
    if (parts.length != 2) {
      throw SmimeException.malformed("the DEK-Info header of the PEM file is broken");
    }
    byte[] iv = HexFormat.of().parseHex(parts[1].strip());
    BlockCipherScheme scheme = scheme(parts[0].strip().toUpperCase(Locale.ROOT), iv);
    for (PasswordForms password : der.passwords()) {
      for (byte[] form : password.forPkcs5()) {
        Optional<ASN1Sequence> opened = tryOpen(scheme, form, block.octets());
        if (opened.isPresent()) {
          return opened.get();
        }
      }
    }
    throw new SmimeException(
        ErrorCode.WRONG_PASSWORD, "no password given opens the private key of the PEM file");
  }

  private static Optional<ASN1Sequence> tryOpen(
      BlockCipherScheme scheme, byte[] password, byte[] ciphertext) {
    var generator = new OpenSSLPBEParametersGenerator();
    generator.init(password, Arrays.copyOf(scheme.iv(), 8));
    var key = (KeyParameter) generator.generateDerivedParameters(8 * scheme.keyOctets());
    try {
      byte[] plaintext = scheme.decrypt(key.getKey(), ciphertext);
      ASN1Sequence numbers = ASN1Sequence.getInstance(KeyFileReader.firstObject(plaintext));
      return numbers.size() >= 2 ? Optional.of(numbers) : Optional.empty();
    } catch (InvalidCipherTextException | IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static BlockCipherScheme scheme(String name, byte[] iv) {
    return switch (name) {
      case "AES-128-CBC" -> BlockCipherScheme.cbc("AES", iv, 16);
      case "AES-192-CBC" -> BlockCipherScheme.cbc("AES", iv, 24);
      case "AES-256-CBC" -> BlockCipherScheme.cbc("AES", iv, 32);
      case "CAMELLIA-128-CBC" -> BlockCipherScheme.cbc("CAMELLIA", iv, 16);
      case "CAMELLIA-192-CBC" -> BlockCipherScheme.cbc("CAMELLIA", iv, 24);
      case "CAMELLIA-256-CBC" -> BlockCipherScheme.cbc("CAMELLIA", iv, 32);
      case "SEED-CBC" -> BlockCipherScheme.cbc("SEED", iv, 16);
      case "ARIA-128-CBC" -> BlockCipherScheme.cbc("ARIA", iv, 16);
      case "ARIA-192-CBC" -> BlockCipherScheme.cbc("ARIA", iv, 24);
      case "ARIA-256-CBC" -> BlockCipherScheme.cbc("ARIA", iv, 32);
      case "BF-CBC" -> BlockCipherScheme.cbc("BLOWFISH", iv, 16);
      case "CAST5-CBC" -> BlockCipherScheme.cbc("CAST5", iv, 16);
      case "IDEA-CBC" -> BlockCipherScheme.cbc("IDEA", iv, 16);
      case "SM4-CBC" -> BlockCipherScheme.cbc("SM4", iv, 16);
      case "DES-EDE3-CBC" -> BlockCipherScheme.cbc("DES3", iv, 24);
      case "DES-CBC" -> BlockCipherScheme.cbc("DES", iv, 8);
      case "RC2-CBC" -> BlockCipherScheme.cbc("RC2-128", iv, 16);
      case "RC2-64-CBC" -> BlockCipherScheme.cbc("RC2-64", iv, 8);
      case "RC2-40-CBC" -> BlockCipherScheme.cbc("RC2-40", iv, 5);
      default ->
          throw new SmimeException(
              ErrorCode.UNSUPPORTED, "the PEM file is encrypted with the unknown " + name);
    };
  }
}
