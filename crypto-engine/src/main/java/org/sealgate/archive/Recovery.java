package org.sealgate.archive;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sealgate.Secret;
import org.sealgate.certificate.EmailAddress;
import org.sealgate.identity.Identity;
import org.sealgate.mime.Octets;
import org.sealgate.quorum.Custodian;
import org.sealgate.quorum.Quorum;
import org.sealgate.quorum.RecoveryRequest;
import org.sealgate.quorum.RecoveryRequest.Ask;
import org.sealgate.quorum.Vote;
import org.sealgate.smime.OpenedMessage;

/**
 * Custody, and recovery under dual control. A request is made, M custodians approve it, and then it
 * is carried out once. What is refused is written into the audit. Thread-safe.
 *
 * <p>Errors: {@link org.sealgate.SmimeException} with REFUSED where a rule forbids it, NO_KEY where
 * there is no such request or identity, and those of {@link KeyArchive}.
 */
public interface Recovery {

  /** The quorum; empty where none was set up. */
  Optional<Quorum> quorum();

  /**
   * Sets up the first quorum: from now on every decryption key is wrapped to it as well, and no key
   * is exported without it. A later one takes an approved request ({@link #succeed}).
   *
   * @throws org.sealgate.SmimeException REFUSED where there is one
   */
  Quorum found(int threshold, List<Custodian> custodians);

  /**
   * Leaves every decryption key of an address to the quorum alone, all or none; the gateway, here
   * and on other nodes, does not decrypt with them any more.
   *
   * @return what was moved; empty where all of it was in escrow already
   * @throws org.sealgate.SmimeException REFUSED where there is no quorum, NO_KEY for an address
   *     without a decryption key
   */
  List<ArchivedIdentity> leave(EmailAddress address, String reason);

  /**
   * Asks the custodians.
   *
   * @param validFor how long they may take
   */
  Opened request(Ask ask, Duration validFor);

  /**
   * A new request.
   *
   * @param request to be sent to the custodians
   * @param code without it nobody, the archive included, opens what they send back: its maker keeps
   *     it until the request is carried out
   */
  record Opened(RecoveryRequest request, Secret code) {}

  /** Every request, newest first. */
  List<Standing> requests();

  /** How a request stands. */
  enum State {
    OPEN,
    COLLECTED,
    DENIED,
    EXPIRED,
    CANCELLED
  }

  /**
   * A request and its votes.
   *
   * @param request what was asked
   * @param state how it stands
   * @param votes who has answered
   */
  record Standing(RecoveryRequest request, State state, List<Vote> votes) {
    public Standing {
      votes = List.copyOf(votes);
    }

    /** How many approve. */
    public long approvals() {
      return votes.stream().filter(Vote::approves).count();
    }
  }

  /**
   * Takes a custodian's signed answer to the request of that id. Where so many deny that the others
   * are not enough, the request is over.
   *
   * @param vote SignedData in DER, as {@link Vote#approve} makes it
   * @throws org.sealgate.SmimeException REFUSED for a vote that does not count: by a stranger, for
   *     another request, a second one of the same custodian, too late
   */
  Standing vote(String id, byte[] vote);

  /** Takes a request back. */
  void cancel(String id, String reason);

  /** Carries out an approved request for EXPORT: its identities with their keys, once. */
  List<Identity> collect(String id, Secret code);

  /**
   * Carries out an approved request for OPEN_MAILS: decrypts these mails, once; no key leaves.
   *
   * @throws org.sealgate.SmimeException REFUSED where one of the mails is not named by the request
   */
  List<OpenedMessage> open(String id, Secret code, List<Octets> mails);

  /**
   * Carries out an approved request for TO_GATEWAY: the gateway, here and on other nodes, decrypts
   * with its identities again; all of them or none.
   *
   * @return what was moved; what had come back meanwhile is not among it
   */
  List<ArchivedIdentity> returned(String id, Secret code);

  /** SHA-256 of a mail, in hexadecimal: how a request names it. */
  static String digest(Octets mail) {
    return ApprovedMails.digest(mail);
  }

  /** Carries out an approved request for CUSTODIANS: a new recovery key, shared to others. */
  Quorum succeed(String id, Secret code);
}
