package org.sealgate.archive;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.sealgate.certificate.EmailAddress;
import org.sealgate.certificate.KeyPurpose;
import org.sealgate.certificate.MailCertificate;

/**
 * For whom the gateway signs. What is for signing alone is held for these only: everybody else's
 * signing key has no business on a server.
 *
 * @param isOn true for the addresses that the operator named
 */
record ServerSigning(Predicate<EmailAddress> isOn) {

  /** Why an identity is not held, and what to do; empty where it is. */
  Optional<String> refusal(MailCertificate certificate) {
    boolean isHeld =
        certificate.purpose() != KeyPurpose.SIGNING
            || certificate.addresses().stream().anyMatch(isOn);
    return isHeld ? Optional.empty() : Optional.of(refusal(names(certificate)));
  }

  /** Why a signing key of somebody is not held, and what to do. */
  static String refusal(String whose) {
    return "a signing key is held only where server-side signing is on, and it is not for "
        + whose
        + ": leave the key with its owner, or name the address in archive.signs-for of"
        + " sealgate.yaml and try again";
  }

  private static String names(MailCertificate certificate) {
    return certificate.addresses().isEmpty()
        ? "a certificate without an address"
        : certificate.addresses().stream().map(Object::toString).collect(Collectors.joining(", "));
  }
}
