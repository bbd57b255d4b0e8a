package org.sealgate.policy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sealgate.certificate.EmailAddress;
import org.sealgate.certificate.MailCertificate;

/**
 * What becomes of a mail: copies for groups of recipients, rejections, and what must wait. Every
 * recipient of the mail is in exactly one of these.
 *
 * @param groups one copy of the mail each
 * @param rejected recipients the mail does not go to
 * @param held recipients for whom it is looked at again later
 */
public record Plan(List<Group> groups, List<Rejection> rejected, List<Decision> held) {
  public Plan {
    groups = List.copyOf(groups);
    rejected = List.copyOf(rejected);
    held = List.copyOf(held);
  }

  /**
   * Recipients who get the same copy.
   *
   * @param recipients whom it goes to
   * @param protection how it is protected
   * @param decisions one for each recipient
   */
  public record Group(
      List<EmailAddress> recipients, Protection protection, List<Decision> decisions) {
    public Group {
      recipients = List.copyOf(recipients);
      decisions = List.copyOf(decisions);
    }
  }

  /**
   * How a copy is protected.
   *
   * @param signAs the address whose identity signs; empty for no signature
   * @param encryptTo for whom it is encrypted; empty for no encryption
   * @param opaque whether a signature is opaque
   * @param profile the name of the algorithms' profile
   * @param headers what becomes of the mail's header fields
   */
  public record Protection(
      Optional<EmailAddress> signAs,
      List<MailCertificate> encryptTo,
      boolean opaque,
      String profile,
      Treatment.Headers headers) {
    public Protection {
      encryptTo = List.copyOf(encryptTo);
    }

    /** True where the mail leaves as it came. */
    public boolean isNone() {
      return signAs.isEmpty() && encryptTo.isEmpty();
    }
  }

  /**
   * A recipient the mail does not go to.
   *
   * @param decision why
   * @param text what to tell the sender: what, why, what to do
   */
  public record Rejection(Decision decision, String text) {}

  /** All decisions. */
  public List<Decision> decisions() {
    return Stream.of(
            groups.stream().flatMap(group -> group.decisions().stream()),
            rejected.stream().map(Rejection::decision),
            held.stream())
        .flatMap(stream -> stream)
        .toList();
  }
}
