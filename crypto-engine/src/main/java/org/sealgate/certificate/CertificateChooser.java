package org.sealgate.certificate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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

  /**
   * The certificate for the address at the time, with the reasons for and against each. Where the
   * mailbox has none that is usable, and domain certificates are allowed, those are looked for.
   */
  public Selection choose(EmailAddress address, Instant at) {
    Selection own = choose(Stream.of(address), new Question(address, at));
    return own.chosen().isPresent() || !rules.domainCertificates()
        ? own
        : choose(
            Stream.concat(Stream.of(address), DomainCertificates.mailboxesFor(address)),
            new Question(address, at));
  }

  private Selection choose(Stream<EmailAddress> mailboxes, Question question) {
    Map<MailCertificate, String> found = new LinkedHashMap<>();
    Set<String> unavailable = new LinkedHashSet<>();
    mailboxes.forEach(
        mailbox -> sources.forEach(source -> ask(source, mailbox, found, unavailable)));
    List<MailCertificate> all = List.copyOf(found.keySet());
    List<Candidate> candidates = new ArrayList<>();
    found.forEach((certificate, source) ->
        candidates.add(
            new Candidate(
                certificate,
                source,
                rejections(certificate, all, question),
                ranking(certificate))));
    candidates.sort(
        Comparator.<Candidate, Boolean>comparing(candidate -> !candidate.usable())
            .thenComparing(candidate -> !candidate.certificate().names(question.address()))
            .thenComparing(Candidate::certificate, ORDER));
    Optional<MailCertificate> chosen =
        candidates.stream().findFirst().filter(Candidate::usable).map(Candidate::certificate);
    return new Selection(question.address(), chosen, candidates, List.copyOf(unavailable));
  }

  private record Question(EmailAddress address, Instant at) {}

  private static void ask(
      CertificateSource source,
      EmailAddress address,
      Map<MailCertificate, String> found,
      Set<String> unavailable) {
    Answer answer = source.find(address);
    switch (answer) {
      case Found(List<MailCertificate> certificates) ->
          certificates.forEach(certificate -> found.putIfAbsent(certificate, source.name()));
      case Unavailable(String reason) -> unavailable.add(source.name() + ": " + reason);
    }
  }

  private List<String> rejections(
      MailCertificate certificate, List<MailCertificate> all, Question question) {
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
      paths.objection(certificate, all, question.at()).ifPresent(rejections::add);
    }
    return rejections;
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
