package org.sealgate.certificate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sealgate.certificate.CertificateSource.Answer;
import org.sealgate.certificate.CertificateSource.Found;
import org.sealgate.certificate.CertificateSource.Unavailable;
import org.sealgate.certificate.Selection.Candidate;

/**
 * Chooses the certificate to encrypt to: asks the sources, rejects what may not be used, and ranks
 * the rest. Two usable certificates are never a dilemma: the order is total. A certificate named
 * for the mailbox beats one for its domain; one for encryption only beats a dual one; then the
 * newest, the strongest, and last the fingerprint. Thread-safe if the sources are.
 */
public final class CertificateChooser {
  private static final Comparator<MailCertificate> ORDER =
      Comparator.<MailCertificate, Boolean>comparing(c -> c.purpose() != KeyPurpose.ENCRYPTION)
          .thenComparing(MailCertificate::notBefore, Comparator.reverseOrder())
          .thenComparing(c -> c.key().securityBits(), Comparator.reverseOrder())
          .thenComparing(MailCertificate::fingerprint);

  private final List<CertificateSource> sources;
  private final PathCheck paths;
  private final SelectionRules rules;

  /**
   * @param sources whom to ask, in order; all are asked
   * @param paths what trust says of a certificate
   * @param rules what else it must have
   */
  public CertificateChooser(
      List<CertificateSource> sources, PathCheck paths, SelectionRules rules) {
    this.sources = List.copyOf(sources);
    this.paths = paths;
    this.rules = rules;
  }

  /** The certificate for the address at the time, with the reasons for and against each. */
  public Selection choose(EmailAddress address, Instant at) {
    Map<MailCertificate, String> found = new LinkedHashMap<>();
    List<String> unavailable = new ArrayList<>();
    for (CertificateSource source : sources) {
      ask(source, address, found, unavailable);
    }
    Question question = new Question(address, at, List.copyOf(found.keySet()));
    List<Candidate> candidates = new ArrayList<>();
    found.forEach((certificate, source) -> candidates.add(judge(certificate, source, question)));
    candidates.sort(
        Comparator.<Candidate, Boolean>comparing(candidate -> !candidate.usable())
            .thenComparing(candidate -> !candidate.certificate().names(address))
            .thenComparing(Candidate::certificate, ORDER));
    Optional<MailCertificate> chosen =
        candidates.stream().findFirst().filter(Candidate::usable).map(Candidate::certificate);
    return new Selection(address, chosen, candidates, unavailable);
  }

  private record Question(EmailAddress address, Instant at, List<MailCertificate> all) {}

  private static void ask(
      CertificateSource source,
      EmailAddress address,
      Map<MailCertificate, String> found,
      List<String> unavailable) {
    Answer answer = source.find(address);
    switch (answer) {
      case Found(List<MailCertificate> certificates) ->
          certificates.forEach(certificate -> found.putIfAbsent(certificate, source.name()));
      case Unavailable(String reason) -> unavailable.add(source.name() + ": " + reason);
    }
  }

  private Candidate judge(MailCertificate certificate, String source, Question question) {
    List<String> rejections = new ArrayList<>();
    mailbox(certificate, question.address()).ifPresent(rejections::add);
    if (question.at().isBefore(certificate.notBefore())) {
      rejections.add("valid only from " + certificate.notBefore() + " on");
    } else if (question.at().isAfter(certificate.notAfter())) {
      rejections.add("expired at " + certificate.notAfter());
    }
    if (!certificate.purpose().encrypts()) {
      rejections.add("not for encryption: its purpose is " + certificate.purpose());
    }
    if (certificate.key().securityBits() < rules.minimumSecurityBits()) {
      rejections.add("its key is too weak: " + certificate.keyDescription());
    }
    // The path is costly, and says nothing new of what is rejected already.
    if (rejections.isEmpty()) {
      paths.objection(certificate, question.all(), question.at()).ifPresent(rejections::add);
    }
    return new Candidate(certificate, source, rejections, ranking(certificate));
  }

  private Optional<String> mailbox(MailCertificate certificate, EmailAddress address) {
    if (certificate.names(address)
        || (rules.domainCertificates() && DomainCertificates.covers(certificate, address))) {
      return Optional.empty();
    }
    return Optional.of("names " + certificate.addresses() + ", not " + address);
  }

  private static String ranking(MailCertificate certificate) {
    String purpose =
        certificate.purpose() == KeyPurpose.ENCRYPTION ? "for encryption only" : "dual use";
    return purpose + ", from " + certificate.notBefore() + ", " + certificate.keyDescription();
  }
}
