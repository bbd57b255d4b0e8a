package org.sealgate.quorum;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.sealgate.SmimeException;
import org.sealgate.certificate.MailCertificate;

/**
 * What custodians are asked to approve: one file that a person can read and that holds all that is
 * needed to answer, the custodians' encrypted shares included. What they sign is its digest, so no
 * word of it can be changed afterwards.
 *
 * @param id names it among the requests of the archive
 * @param ask what is wanted
 * @param created when it was made
 * @param expires from when on it is refused
 * @param oneTime the certificate to encrypt the shares to; its key serves this request alone
 * @param quorum whose approval it needs
 */
public record RecoveryRequest(
    String id, Ask ask, Instant created, Instant expires, MailCertificate oneTime, Quorum quorum) {
  private static final String KIND = "Sealgate-Recovery-Request";

  /** What comes of an approved request. */
  public enum Outcome {
    /** The keys, once, as PKCS#12. */
    EXPORT,
    /** The named mails decrypted; no key leaves. */
    OPEN_MAILS,
    /**
     * The keys out of escrow: the gateway decrypts with them again, and none leaves the archive.
     */
    TO_GATEWAY,
    /** Other custodians with a new recovery key. */
    CUSTODIANS;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Outcome named(String name) {
      for (Outcome outcome : values()) {
        if (outcome.toString().equals(name)) {
          return outcome;
        }
      }
      throw SmimeException.malformed("no request is for '" + name + "'");
    }
  }

  /**
   * What is wanted.
   *
   * @param outcome what comes of it
   * @param by who asks
   * @param reason why
   * @param identities the ids of the identities it is about; all of one or more people
   * @param owners whose they are, for people
   * @param mails SHA-256 of each mail to decrypt, in hexadecimal, for OPEN_MAILS
   * @param successor who comes after, for CUSTODIANS
   */
  public record Ask(
      Outcome outcome,
      String by,
      String reason,
      List<String> identities,
      List<String> owners,
      List<String> mails,
      Optional<Successor> successor) {
    public Ask {
      identities = List.copyOf(identities);
      owners = List.copyOf(owners);
      mails = List.copyOf(mails);
    }
  }

  /**
   * The custodians to come.
   *
   * @param threshold how many of them are needed
   * @param custodians who they are
   */
  public record Successor(int threshold, List<Custodian> custodians) {
    public Successor {
      custodians = List.copyOf(custodians);
    }
  }

  /** The file. */
  public byte[] encoded() {
    Form form =
        Form.ofKind(KIND)
            .with("Id", id)
            .with("For", ask.outcome.toString())
            .with("Requested-By", ask.by)
            .with("Reason", ask.reason)
            .with("Created", created.toString())
            .with("Expires", expires.toString());
    ask.owners.forEach(owner -> form.with("Owner", owner));
    ask.identities.forEach(identity -> form.with("Identity", identity));
    ask.mails.forEach(mail -> form.with("Mail", mail));
    ask.successor.ifPresent(next -> {
      form.with("New-Threshold", Integer.toString(next.threshold));
      for (Custodian custodian : next.custodians) {
        form.with("New-Custodian", custodian.name())
            .with("New-Encryption-Certificate", custodian.encryption().encoded())
            .with("New-Signing-Certificate", custodian.signing().encoded());
      }
    });
    return form.with("One-Time-Certificate", oneTime.encoded())
        .with("Quorum", quorum.encoded())
        .encoded();
  }

  /**
   * Reads the file.
   *
   * @throws SmimeException MALFORMED where it is none
   */
  public static RecoveryRequest decode(byte[] encoded) {
    Form form = Form.read(encoded, KIND);
    Ask ask =
        new Ask(
            Outcome.named(form.only("For")),
            form.only("Requested-By"),
            form.only("Reason"),
            form.all("Identity"),
            form.all("Owner"),
            form.all("Mail"),
            successor(form));
    return new RecoveryRequest(
        form.only("Id"),
        ask,
        instant(form, "Created"),
        instant(form, "Expires"),
        MailCertificate.parse(form.octets("One-Time-Certificate")),
        Quorum.decode(form.octets("Quorum")));
  }

  private static Optional<Successor> successor(Form form) {
    if (form.find("New-Threshold").isEmpty()) {
      return Optional.empty();
    }
    List<MailCertificate> encryption = certificates(form, "New-Encryption-Certificate");
    List<MailCertificate> signing = certificates(form, "New-Signing-Certificate");
    if (encryption.size() != signing.size()) {
      throw SmimeException.malformed("the request lacks a certificate of a new custodian");
    }
    List<Custodian> custodians =
        IntStream.range(0, encryption.size())
            .mapToObj(i -> new Custodian(encryption.get(i), signing.get(i)))
            .toList();
    return Optional.of(new Successor(form.number("New-Threshold"), custodians));
  }

  private static List<MailCertificate> certificates(Form form, String name) {
    return form.all(name).stream().map(Form::base64).map(MailCertificate::parse).toList();
  }

  private static Instant instant(Form form, String name) {
    try {
      return Instant.parse(form.only(name));
    } catch (DateTimeException e) {
      throw SmimeException.malformed("'" + name + "' is no time", e);
    }
  }

  /** SHA-256 of the file, in hexadecimal: what an approval names. */
  public String digest() {
    return HexFormat.of().formatHex(Quorum.sha256(encoded()));
  }
}
