package org.sealgate.certificate;

/**
 * What a certificate must have to be encrypted to, beyond what standards ask.
 *
 * @param minimumSecurityBits of the key, as in {@link KeyStrength#securityBits()}; a key of unknown
 *     strength has 0
 * @param domainCertificates true where a certificate of a mailbox that stands for the whole domain
 *     will do when the mailbox itself has none (a gateway's certificate)
 */
public record SelectionRules(int minimumSecurityBits, boolean domainCertificates) {
  /** RSA-2048, P-224 and better; no domain certificates. */
  public static final SelectionRules DEFAULT = new SelectionRules(112, false);
}
