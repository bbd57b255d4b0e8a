package org.sealgate.identity;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sealgate.Secret;

/**
 * What a key file holds, of whatever kind it is: PKCS#12, PEM, PKCS#8, PKCS#7, JKS, JCEKS, BCFKS.
 *
 * @param identities private keys with their certificates and chains; a key with two certificates is
 *     two identities
 * @param keys private keys without a certificate in the file
 * @param certificates certificates without a private key in the file that are in no chain
 * @param notes what was seen and not used, one line each: keys without certificate, unknown bags
 */
public record IdentityFile(
    List<Identity> identities,
    List<PrivateKey> keys,
    List<X509Certificate> certificates,
    List<String> notes) {
  public IdentityFile {
    identities = List.copyOf(identities);
    keys = List.copyOf(keys);
    certificates = List.copyOf(certificates);
    notes = List.copyOf(notes);
  }

  /**
   * Reads a key file, telling its kind from its first octets.
   *
   * @param file the octets of the file
   * @param passwords tried in order; an empty list tries the empty and the absent password
   * @throws org.sealgate.SmimeException WRONG_PASSWORD, MALFORMED, UNSUPPORTED, LIMIT_EXCEEDED
   */
  public static IdentityFile read(byte[] file, List<Secret> passwords) {
    return read(file, passwords, KeyFileLimits.DEFAULT);
  }

  /** The same within other limits. */
  public static IdentityFile read(byte[] file, List<Secret> passwords, KeyFileLimits limits) {
    return new KeyFileReader(limits).read(file, passwords);
  }

  /** True where the octets begin like a key file: not what was found beside one in a folder. */
  public static boolean isLikely(byte[] file) {
    KeyFileKind kind = KeyFileKind.of(KeyText.plain(file));
    return kind != KeyFileKind.UNKNOWN && kind != KeyFileKind.EMPTY;
  }

  /**
   * The same with certificates that came from elsewhere: keys without a certificate find theirs,
   * and chains are completed.
   */
  public IdentityFile joinedWith(CertificatePool others) {
    KeyFileContents contents = new KeyFileContents(new KeyFileLimits.Work(KeyFileLimits.DEFAULT));
    List<PrivateKey> all = new ArrayList<>(keys);
    identities.forEach(identity -> all.add(identity.privateKey()));
    all.forEach(contents::add);
    others
        .relevantTo(all, allCertificates())
        .forEach(certificate -> contents.add(certificate, Optional.empty()));
    notes.stream().filter(note -> !note.endsWith(KeyFileContents.LONE)).forEach(contents::note);
    return contents.assembled();
  }

  /** The certificates of the file that are above one, nearest first, without the root. */
  public List<X509Certificate> chainOf(X509Certificate certificate) {
    return new ChainBuilder(allCertificates()).above(certificate);
  }

  /** How many different private keys the file holds. */
  public int keyCount() {
    Set<PrivateKey> different = new LinkedHashSet<>(keys);
    identities.forEach(identity -> different.add(identity.privateKey()));
    return different.size();
  }

  /** Every certificate of the file once: of identities, of their chains, and the others. */
  public List<X509Certificate> allCertificates() {
    Set<X509Certificate> all = new LinkedHashSet<>();
    for (Identity identity : identities) {
      all.add(identity.certificate().x509());
      all.addAll(identity.chain());
    }
    all.addAll(certificates);
    return List.copyOf(all);
  }

  @Override
  public String toString() {
    return "IdentityFile["
        + identities.size()
        + " identities, "
        + keys.size()
        + " keys, "
        + certificates.size()
        + " certificates]";
  }
}
