package org.sealgate.identity;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.sealgate.certificate.KeyPurpose;
import org.sealgate.certificate.MailCertificate;

/**
 * What can be said of an identity before it is used: does the key fit, whose is it, for what, until
 * when, and does it work. Trust and revocation are added by who can ask for them.
 *
 * @param subject whose certificate it is
 * @param fingerprint SHA-256 of the certificate
 * @param checks in the order people read them
 */
public record ImportReport(String subject, String fingerprint, List<Check> checks) {
  public ImportReport {
    checks = List.copyOf(checks);
  }

  /** The report on an identity as it stands at a time. */
  public static ImportReport of(Identity identity, Instant now) {
    MailCertificate certificate = identity.certificate();
    X509Certificate x509 = certificate.x509();
    List<Check> checks = new ArrayList<>();
    checks.add(
        Check.good(
            "certificate",
            certificate.keyDescription()
                + ", serial "
                + x509.getSerialNumber().toString(16)
                + ", from "
                + x509.getIssuerX500Principal().getName()));
    boolean fits = PrivateKeys.matches(identity.privateKey(), x509);
    checks.add(
        fits
            ? Check.good("key", "the private key is the certificate's")
            : Check.bad("key", "the private key is another one than the certificate's"));
    checks.add(addresses(certificate));
    checks.add(purpose(certificate));
    checks.add(validity(x509, now));
    checks.add(chain(identity));
    if (fits) {
      checks.addAll(KeyProbe.of(identity));
    }
    return new ImportReport(
        x509.getSubjectX500Principal().getName(), certificate.fingerprint(), checks);
  }

  /** The same with one more check, in the place of an earlier one of that name. */
  public ImportReport with(Check check) {
    List<Check> more = new ArrayList<>(checks);
    int place = checks.stream().map(Check::name).toList().indexOf(check.name());
    if (place < 0) {
      more.add(check);
    } else {
      more.set(place, check);
    }
    return new ImportReport(subject, fingerprint, more);
  }

  /** True where nothing is bad: the identity may be archived. */
  public boolean isUsable() {
    return checks.stream().noneMatch(check -> check.outcome() == Check.Outcome.BAD);
  }

  /** The report as lines for people. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(subject);
    checks.forEach(check -> lines.add("  " + check));
    return List.copyOf(lines);
  }

  private static Check addresses(MailCertificate certificate) {
    if (certificate.addresses().isEmpty()) {
      return Check.warning("addresses", "none: it can decrypt, and is never chosen to encrypt to");
    }
    return Check.good(
        "addresses",
        certificate.addresses().stream().map(Object::toString).collect(Collectors.joining(", ")));
  }

  private static Check purpose(MailCertificate certificate) {
    KeyPurpose purpose = certificate.purpose();
    return switch (purpose) {
      case SIGNING -> Check.good("purpose", "signing");
      case ENCRYPTION -> Check.good("purpose", "encryption");
      case DUAL ->
          Check.warning(
              "purpose", "signing and encryption with one key: kept as an encryption identity");
      case NONE -> Check.warning("purpose", "not for mail: kept for decryption only");
    };
  }

  private static Check validity(X509Certificate x509, Instant now) {
    Instant from = x509.getNotBefore().toInstant();
    Instant to = x509.getNotAfter().toInstant();
    if (now.isBefore(from)) {
      return Check.warning("validity", "not valid before " + from);
    }
    if (now.isAfter(to)) {
      return Check.warning("validity", "expired on " + to + ": still opens old mail");
    }
    return Check.good("validity", from + " to " + to);
  }

  private static Check chain(Identity identity) {
    if (ChainBuilder.isSelfIssued(identity.certificate().x509())) {
      return Check.warning("chain", "self-issued: nobody vouches for it");
    }
    if (identity.chain().isEmpty()) {
      return Check.warning("chain", "no intermediate certificate came with it");
    }
    return Check.good("chain", identity.chain().size() + " above it");
  }
}
