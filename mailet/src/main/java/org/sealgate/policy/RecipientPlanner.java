package org.sealgate.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sealgate.certificate.EmailAddress;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.certificate.Selection;
import org.sealgate.policy.Decision.Outcome;
import org.sealgate.policy.OutboundMail.Wrapping;
import org.sealgate.policy.RecipientPlan.Goes;
import org.sealgate.policy.RecipientPlan.Stops;
import org.sealgate.policy.RecipientPlan.Waits;
import org.sealgate.policy.Treatment.Encrypt;
import org.sealgate.policy.Treatment.Sign;

/** Decides for one recipient of one mail. Gathers reasons on its way; used once. */
final class RecipientPlanner {
  private final OutboundMail mail;
  private final EmailAddress recipient;
  private final Signer signer;
  private final Rule rule;
  private final Treatment treatment;
  private final List<String> reasons = new ArrayList<>();
  private Optional<Selection> selection = Optional.empty();

  RecipientPlanner(OutboundMail mail, EmailAddress recipient, Rule rule, Signer signer) {
    this.mail = mail;
    this.recipient = recipient;
    this.rule = rule;
    this.signer = signer;
    this.treatment = forKind(rule, mail.kind());
  }

  /**
   * Programs read meeting requests, reports and lists; where a rule only wishes for protection and
   * does not name the kind, they stay readable.
   */
  private Treatment forKind(Rule rule, MailKind kind) {
    Treatment wanted = rule.treatment();
    if (kind == MailKind.ORDINARY || !rule.match().kinds().isEmpty()) {
      return wanted;
    }
    boolean softSign = wanted.sign() == Sign.IF_IDENTITY;
    boolean softEncrypt = wanted.encrypt() == Encrypt.IF_CERTIFICATE;
    if (softSign || softEncrypt) {
      reasons.add(kind.description() + " is left readable unless a rule names its kind");
    }
    return new Treatment(
        softSign ? Sign.NEVER : wanted.sign(),
        softEncrypt ? Encrypt.NEVER : wanted.encrypt(),
        wanted.onMissing(),
        wanted.opaque(),
        wanted.profile(),
        wanted.headers());
  }

  RecipientPlan plan(RecipientCertificates certificates) {
    if (mail.shape().wrapping() == Wrapping.ENCRYPTED) {
      reasons.add("it is encrypted already");
      return goes(Optional.empty(), Optional.empty());
    }
    Optional<EmailAddress> signAs = signAs(treatment.sign());
    if (treatment.sign() == Sign.REQUIRE && signAs.isEmpty() && !alreadySigned()) {
      return stops("the rule '" + rule.name() + "' requires a signature, but " + signer.reason());
    }
    if (treatment.encrypt() == Encrypt.NEVER) {
      reasons.add("the rule does not encrypt");
      return goes(signAs, Optional.empty());
    }
    Selection found = certificates.select(recipient);
    selection = Optional.of(found);
    return found.chosen().isPresent()
        ? goes(signAs, found.chosen())
        : withoutCertificate(found, signAs);
  }

  private Optional<EmailAddress> signAs(Sign sign) {
    if (alreadySigned()) {
      reasons.add("it is signed already");
      return Optional.empty();
    }
    if (sign == Sign.NEVER) {
      reasons.add("the rule does not sign");
      return Optional.empty();
    }
    reasons.add(signer.reason());
    return signer.address();
  }

  private boolean alreadySigned() {
    return mail.shape().wrapping() == Wrapping.SIGNED;
  }

  private RecipientPlan withoutCertificate(Selection found, Optional<EmailAddress> signAs) {
    if (!found.unavailable().isEmpty()) {
      reasons.add("whether there is a certificate cannot be told now");
      reasons.addAll(found.unavailable());
      return new Waits(decision(Outcome.HELD));
    }
    reasons.add(NoCertificate.reason(found));
    if (treatment.encrypt() == Encrypt.IF_CERTIFICATE) {
      return goes(signAs, Optional.empty());
    }
    return switch (treatment.onMissing()) {
      case REJECT -> stops(NoCertificate.text(found, rule));
      case HOLD -> new Waits(decision(Outcome.HELD));
      case SEND_CLEAR_SIGNED -> clearSigned(found);
    };
  }

  private RecipientPlan clearSigned(Selection found) {
    Optional<EmailAddress> signAs = alreadySigned() ? Optional.empty() : signer.address();
    if (signAs.isEmpty() && !alreadySigned()) {
      return stops(
          NoCertificate.text(found, rule)
              + " It could not be sent signed instead: "
              + signer.reason()
              + ".");
    }
    reasons.add("sent in clear, signed, as the rule allows");
    return goes(signAs, Optional.empty());
  }

  private Goes goes(Optional<EmailAddress> signAs, Optional<MailCertificate> encryptTo) {
    return new Goes(decision(outcome(signAs, encryptTo)), treatment, signAs, encryptTo);
  }

  private static Outcome outcome(
      Optional<EmailAddress> signAs, Optional<MailCertificate> encryptTo) {
    if (encryptTo.isPresent()) {
      return signAs.isPresent() ? Outcome.SIGNED_AND_ENCRYPTED : Outcome.ENCRYPTED;
    }
    return signAs.isPresent() ? Outcome.SIGNED : Outcome.UNCHANGED;
  }

  private Stops stops(String text) {
    return new Stops(decision(Outcome.REJECTED), text);
  }

  private Decision decision(Outcome outcome) {
    return new Decision(recipient, rule.name(), outcome, reasons, selection);
  }
}
