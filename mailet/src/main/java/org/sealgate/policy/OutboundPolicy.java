package org.sealgate.policy;

import java.util.List;
import org.sealgate.certificate.EmailAddress;

/**
 * Who is signed for, who is encrypted to, and what happens where a certificate is missing: ordered
 * rules, of which for each recipient the first that matches decides. Immutable.
 *
 * @param rules the rules in order
 * @param otherwise what is done where no rule matches
 * @param encryptToSender true to let the sender's own certificate open what is encrypted
 * @param checkEnvelope true to sign only where the envelope's sender, too, is an address of the
 *     identity; false where a trusted submission service rewrites it
 * @param maxOctets the size a mail may have once it is signed and encrypted
 * @param retry how long a mail waits that cannot be decided now
 */
public record OutboundPolicy(
    List<Rule> rules,
    Treatment otherwise,
    boolean encryptToSender,
    boolean checkEnvelope,
    long maxOctets,
    Retry retry) {

  /** What the fallback is called in decisions. */
  public static final String DEFAULT_RULE = "default";

  /** 50 MiB: more than most servers take. */
  public static final long DEFAULT_MAX_OCTETS = 50L << 20;

  public OutboundPolicy {
    rules = List.copyOf(rules);
  }

  /** One treatment for all. */
  public static OutboundPolicy always(Treatment treatment) {
    return new OutboundPolicy(List.of(), treatment, false, true, DEFAULT_MAX_OCTETS, Retry.DEFAULT);
  }

  /** The same with one treatment for all in place of the rules. */
  public OutboundPolicy withoutRules(Treatment treatment) {
    return new OutboundPolicy(
        List.of(), treatment, encryptToSender, checkEnvelope, maxOctets, retry);
  }

  /** The rule for a recipient of a mail. */
  Rule ruleFor(OutboundMail mail, EmailAddress recipient) {
    return rules.stream()
        .filter(rule -> rule.match().covers(mail, recipient))
        .findFirst()
        .orElseGet(() -> new Rule(DEFAULT_RULE, Rule.Match.ALL, otherwise));
  }
}
