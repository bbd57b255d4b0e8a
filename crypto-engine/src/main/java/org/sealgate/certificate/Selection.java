package org.sealgate.certificate;

import java.util.List;
import java.util.Optional;

/**
 * Which certificate to encrypt to for an address, and why: the decision and everything it was made
 * from (promise 8).
 *
 * @param address whom it is for
 * @param chosen the certificate to use; empty where none is usable
 * @param candidates every certificate seen, the chosen first, each with its reasons
 * @param unavailable sources that did not answer, one line each
 */
public record Selection(
    EmailAddress address,
    Optional<MailCertificate> chosen,
    List<Candidate> candidates,
    List<String> unavailable) {
  public Selection {
    candidates = List.copyOf(candidates);
    unavailable = List.copyOf(unavailable);
  }

  /**
   * One certificate considered.
   *
   * @param certificate the certificate
   * @param source the name of the source it came from
   * @param rejections why it may not be used, one line each; empty when it may
   * @param ranking why it stands where it stands among the usable ones
   */
  public record Candidate(
      MailCertificate certificate, String source, List<String> rejections, String ranking) {
    public Candidate {
      rejections = List.copyOf(rejections);
    }

    /** True when nothing speaks against it. */
    public boolean usable() {
      return rejections.isEmpty();
    }
  }
}
