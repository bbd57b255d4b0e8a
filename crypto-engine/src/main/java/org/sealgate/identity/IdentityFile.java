package org.sealgate.identity;

import java.security.cert.X509Certificate;
import java.util.List;
import org.sealgate.Secret;

/**
 * What a key file holds, of whatever kind it is: PKCS#12, PEM, PKCS#7, JKS.
 *
 * @param identities private keys with their certificates and chains
 * @param certificates certificates without a private key in the file that are in no chain
 * @param notes what was seen and not used, one line each: keys without certificate, unknown bags
 */
public record IdentityFile(
    List<Identity> identities, List<X509Certificate> certificates, List<String> notes) {
  public IdentityFile {
    identities = List.copyOf(identities);
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
    throw new IllegalStateException("being built");
  }
}
