package org.sealgate.smime;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sealgate.certificate.KeyStrength;
import org.sealgate.certificate.KeyType;
import org.sealgate.certificate.MailCertificate;

/**
 * Which algorithms are strong enough, by name and from when on. A weak algorithm never makes a
 * signature that holds a broken one: it is an axis of its own.
 *
 * @param name what users call it
 * @param weakStatus what is said of a weak algorithm: WARN or FAIL
 * @param rules algorithms that became weak
 * @param rsaBits the smallest RSA modulus that is not weak
 */
public record StrengthPolicy(
    String name, Finding.Status weakStatus, List<Rule> rules, int rsaBits) {

  /**
   * An algorithm that became weak.
   *
   * @param algorithm a part of its name, in upper case
   * @param since from when on; earlier mail is not flagged for it
   * @param why one phrase for people
   */
  public record Rule(String algorithm, Instant since, String why) {}

  private static final Instant ALWAYS = Instant.EPOCH;

  private static final List<Rule> RULES =
      List.of(
          new Rule("MD2", ALWAYS, "collisions are found at no cost"),
          new Rule("MD4", ALWAYS, "collisions are found at no cost"),
          new Rule("MD5", Instant.parse("2005-03-01T00:00:00Z"), "collisions are found at no cost"),
          new Rule("SHA-1", Instant.parse("2014-01-01T00:00:00Z"), "collisions have been made"),
          new Rule("SHA1", Instant.parse("2014-01-01T00:00:00Z"), "collisions have been made"),
          new Rule("RC2-40", ALWAYS, "40 bits are tried in minutes"),
          new Rule("RC2-", Instant.parse("2008-01-01T00:00:00Z"), "its blocks have 64 bits"),
          new Rule("DES-CBC", Instant.parse("1999-01-01T00:00:00Z"), "56 bits are tried in days"),
          new Rule("3DES", Instant.parse("2016-08-01T00:00:00Z"), "its blocks have 64 bits"),
          new Rule("CAST5", Instant.parse("2016-08-01T00:00:00Z"), "its blocks have 64 bits"),
          new Rule("BLOWFISH", Instant.parse("2016-08-01T00:00:00Z"), "its blocks have 64 bits"),
          new Rule("IDEA", Instant.parse("2016-08-01T00:00:00Z"), "its blocks have 64 bits"));

  private static final int RSA_BITS = 2048;

  /** Of keys that are not RSA, the strength of RSA-2048 (NIST SP 800-57 part 1, table 2). */
  private static final int SECURITY_BITS = 112;

  /** Weak algorithms are flagged, and mail is shown. */
  public static final StrengthPolicy DEFAULT =
      new StrengthPolicy("default", Finding.Status.WARN, RULES, RSA_BITS);

  /** Weak algorithms are not accepted. */
  public static final StrengthPolicy STRICT =
      new StrengthPolicy("strict", Finding.Status.FAIL, RULES, RSA_BITS);

  public StrengthPolicy {
    rules = List.copyOf(rules);
  }

  /**
   * Of a signature.
   *
   * @param digest the digest over the content: {@code SHA-256}
   * @param scheme the signature scheme: {@code SHA256withRSA}
   * @param when when the message is looked at
   */
  Finding ofSignature(String digest, String scheme, MailCertificate signer, Instant when) {
    // "RSASSA-PSS with SHA-1": its digest may be another than that of the content.
    String own = scheme.substring(scheme.lastIndexOf(' ') + 1);
    Optional<Finding> weak = weakness(digest, when).or(() -> weakness(own, when));
    return weak.or(() -> weakKey(signer))
        .orElseGet(
            () -> Finding.pass("strong", digest + ", " + scheme + ", " + signer.keyDescription()));
  }

  /** Of a content-encryption algorithm, as it is called: {@code AES-256-CBC}. */
  Finding ofCipher(String cipher, Instant when) {
    return weakness(cipher, when).orElseGet(() -> Finding.pass("strong", cipher));
  }

  private Optional<Finding> weakness(String algorithm, Instant when) {
    String upper = algorithm.toUpperCase(Locale.ROOT);
    for (Rule rule : rules) {
      if (matches(upper, rule.algorithm()) && !when.isBefore(rule.since())) {
        return Optional.of(weak(algorithm + " is weak: " + rule.why()));
      }
    }
    return Optional.empty();
  }

  private static boolean matches(String name, String part) {
    // DES-CBC is not 3DES-CBC, and SHA-1 is not SHA-128.
    return name.startsWith(part)
        && (part.endsWith("-")
            || name.length() == part.length()
            || !Character.isDigit(name.charAt(part.length())));
  }

  private Optional<Finding> weakKey(MailCertificate signer) {
    KeyStrength key = signer.key();
    boolean modulus = key.type() == KeyType.RSA || key.type() == KeyType.RSA_PSS;
    if (modulus) {
      return key.bits() < rsaBits
          ? Optional.of(weak(key.description() + " is weak: factored at a price"))
          : Optional.empty();
    }
    return key.securityBits() > 0 && key.securityBits() < SECURITY_BITS
        ? Optional.of(weak(key.description() + " is weak: its logarithms are found at a price"))
        : Optional.empty();
  }

  private Finding weak(String reason) {
    return new Finding(weakStatus, "weak-algorithm", reason);
  }
}
