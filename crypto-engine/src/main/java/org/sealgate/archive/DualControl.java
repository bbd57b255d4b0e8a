package org.sealgate.archive;

import java.security.PrivateKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sealgate.ErrorCode;
import org.sealgate.Secret;
import org.sealgate.SmimeException;
import org.sealgate.certificate.EmailAddress;
import org.sealgate.identity.GeneratedPassword;
import org.sealgate.identity.Identity;
import org.sealgate.mime.Octets;
import org.sealgate.quorum.Assembly;
import org.sealgate.quorum.Custodian;
import org.sealgate.quorum.OneTimeKey;
import org.sealgate.quorum.Quorum;
import org.sealgate.quorum.RecoveryRequest;
import org.sealgate.quorum.RecoveryRequest.Ask;
import org.sealgate.quorum.RecoveryRequest.Outcome;
import org.sealgate.quorum.RecoveryRequest.Successor;
import org.sealgate.quorum.RecoverySecret;
import org.sealgate.quorum.Vote;
import org.sealgate.smime.OpenedMessage;

/** Recovery over a store. Every change is one transaction, with its line in the audit. */
final class DualControl implements Recovery {
  private static final int ID_OCTETS = 5;

  private final Store store;
  private final Keyring keyring;
  private final Clock clock;
  private final Quorums quorums;
  private final Requests requests;
  private final Escrow escrow;
  private final AuditChain audit;
  private final UnwrappedKeys keys;

  DualControl(Store store, Keyring keyring, Clock clock, UnwrappedKeys keys) {
    this.store = store;
    this.keyring = keyring;
    this.clock = clock;
    this.keys = keys;
    this.quorums = new Quorums(keyring.archive());
    this.requests = new Requests(keyring.archive());
    this.escrow = new Escrow(keyring);
    this.audit = new AuditChain(keyring.archive(), clock);
  }

  @Override
  public Optional<Quorum> quorum() {
    return store.read(quorums::current);
  }

  @Override
  public Quorum found(int threshold, List<Custodian> custodians) {
    Quorum quorum = Quorum.found(threshold, custodians);
    return store.write(connection -> {
      keyring.requireCurrent(connection);
      if (quorums.current(connection).isPresent()) {
        throw refused(
            "there is a quorum already: another takes its place with its approval, by"
                + " 'sealgate keys custodians change'");
      }
      int wrapped = escrow.wrapAll(connection, quorum.key());
      quorums.put(connection, quorum);
      audit.append(connection, AuditEvent.CUSTODIANS, "", describe(quorum, wrapped));
      return quorum;
    });
  }

  private static String describe(Quorum quorum, int wrapped) {
    List<String> names = quorum.seats().stream().map(seat -> seat.custodian().name()).toList();
    return "%d of %s, %d keys wrapped to %s"
        .formatted(quorum.threshold(), names, wrapped, quorum.key().fingerprint());
  }

  @Override
  public List<ArchivedIdentity> leave(EmailAddress address, String reason) {
    List<ArchivedIdentity> moved =
        store.write(connection -> {
          keyring.requireCurrent(connection);
          Quorum quorum = required(connection);
          requireKeys(connection, address);
          List<ArchivedIdentity> left = escrow.leave(connection, address, quorum.key());
          for (ArchivedIdentity entry : left) {
            audit.append(connection, AuditEvent.ESCROWED, entry.id(), reason);
          }
          return left;
        });
    keys.forget(moved.stream().map(ArchivedIdentity::id).collect(Collectors.toSet()));
    store.scrub();
    return moved;
  }

  private void requireKeys(Connection connection, EmailAddress address) throws SQLException {
    if (escrow.ofPerson(connection, address).isEmpty()) {
      throw new SmimeException(
          ErrorCode.NO_KEY, "the key archive has no decryption key of " + address);
    }
  }

  private Quorum required(Connection connection) throws SQLException {
    return quorums
        .current(connection)
        .orElseThrow(() ->
            refused(
                "the archive has no custodians: name them first, by 'sealgate keys custodians"
                    + " init'"));
  }

  @Override
  public Opened request(Ask ask, Duration validFor) {
    Instant now = Instant.ofEpochMilli(clock.millis());
    String id = newId();
    Secret code = GeneratedPassword.create(Vault.random());
    Identity oneTime = OneTimeKey.make(id, now, now.plus(validFor));
    return store.write(connection -> {
      Quorum quorum = required(connection);
      requireSensible(connection, ask);
      RecoveryRequest request =
          new RecoveryRequest(id, ask, now, now.plus(validFor), oneTime.certificate(), quorum);
      requests.insert(connection, request, requests.sealed(oneTime, id, code));
      String detail = id + " " + ask.outcome() + " by " + ask.by() + ": " + ask.reason();
      audit.append(connection, AuditEvent.REQUESTED, subject(ask), detail);
      return new Opened(request, code);
    });
  }

  private static String newId() {
    byte[] octets = new byte[ID_OCTETS];
    Vault.random().nextBytes(octets);
    return HexFormat.of().formatHex(octets);
  }

  private void requireSensible(Connection connection, Ask ask) throws SQLException {
    boolean aboutKeys = ask.outcome() != Outcome.CUSTODIANS;
    if (aboutKeys == ask.identities().isEmpty() || aboutKeys == ask.successor().isPresent()) {
      throw refused("the request has to name identities, or the custodians to come");
    }
    if ((ask.outcome() == Outcome.OPEN_MAILS) == ask.mails().isEmpty()) {
      throw refused("the mails to open have to be named, and for nothing else");
    }
    if (ask.by().isBlank() || ask.reason().isBlank()) {
      throw refused("the request has to say who asks and why");
    }
    if (escrow.rows(connection, ask.identities()).stream().anyMatch(Optional::isEmpty)) {
      throw refused("the request names an identity that is not to be recovered");
    }
  }

  private static String subject(Ask ask) {
    return ask.identities().size() == 1 ? ask.identities().getFirst() : "";
  }

  @Override
  public List<Standing> requests() {
    closeExpired();
    return store.snapshot(requests::all);
  }

  private void closeExpired() {
    Instant now = clock.instant();
    if (store.snapshot(connection -> requests.expired(connection, now)).isEmpty()) {
      return;
    }
    store.write(connection -> {
      for (String id : requests.expired(connection, now)) {
        requests.close(connection, id, State.EXPIRED);
        audit.append(connection, AuditEvent.CLOSED, "", id + " expired");
      }
      return true;
    });
    store.scrub();
  }

  @Override
  public Standing vote(String id, byte[] document) {
    closeExpired();
    return denying(
        id,
        connection -> {
          Standing before = open(connection, id);
          Vote vote = Vote.read(document, before.request());
          if (before.votes().stream().anyMatch(other -> other.seat() == vote.seat())) {
            throw refused(vote.custodian().name() + " has voted already: each custodian has one");
          }
          requests.insertVote(connection, id, vote.seat(), document);
          audit.append(
              connection,
              vote.approves() ? AuditEvent.APPROVED : AuditEvent.REJECTED,
              subject(before.request().ask()),
              id + " by " + vote.custodian().name());
          return closeIfDenied(connection, requests.standing(connection, id));
        });
  }

  private Standing closeIfDenied(Connection connection, Standing standing) throws SQLException {
    Quorum quorum = standing.request().quorum();
    long denials = standing.votes().size() - standing.approvals();
    if (quorum.seats().size() - denials >= quorum.threshold()) {
      return standing;
    }
    requests.close(connection, standing.request().id(), State.DENIED);
    audit.append(connection, AuditEvent.CLOSED, "", standing.request().id() + " denied");
    return requests.standing(connection, standing.request().id());
  }

  private Standing open(Connection connection, String id) throws SQLException {
    Standing standing = requests.standing(connection, id);
    if (standing.state() != State.OPEN) {
      throw refused(
          "request %s is closed (%s): make a new one"
              .formatted(id, standing.state().name().toLowerCase(Locale.ROOT)));
    }
    if (!quorums
        .current(connection)
        .map(Quorum::key)
        .equals(Optional.of(standing.request().quorum().key()))) {
      throw refused("request " + id + " was for custodians that are no more: make a new one");
    }
    return standing;
  }

  @Override
  public void cancel(String id, String reason) {
    store.write(connection -> {
      open(connection, id);
      requests.close(connection, id, State.CANCELLED);
      audit.append(connection, AuditEvent.CLOSED, "", id + " taken back: " + reason);
      return true;
    });
    store.scrub();
  }

  @Override
  public List<Identity> collect(String id, Secret code) {
    return carriedOut(id, code, Outcome.EXPORT, this::recovered);
  }

  @Override
  public List<OpenedMessage> open(String id, Secret code, List<Octets> mails) {
    denying(
        id,
        connection -> {
          ApprovedMails.requireNamed(open(connection, id).request(), mails);
          return true;
        });
    List<Identity> recovered = carriedOut(id, code, Outcome.OPEN_MAILS, this::recovered);
    return new ApprovedMails(recovered, clock).opened(mails);
  }

  @Override
  public Quorum succeed(String id, Secret code) {
    return carriedOut(id, code, Outcome.CUSTODIANS, this::succeeded);
  }

  /** What is done with the recovery key. */
  @FunctionalInterface
  private interface Deed<T> {
    T with(Connection connection, RecoveryRequest request, RecoverySecret secret)
        throws SQLException;
  }

  /** The request is closed in the transaction in which it is carried out: it happens once. */
  private <T> T carriedOut(String id, Secret code, Outcome outcome, Deed<T> deed) {
    closeExpired();
    T result =
        denying(
            id,
            connection -> {
              keyring.requireCurrent(connection);
              Standing standing = open(connection, id);
              RecoveryRequest request = standing.request();
              if (request.ask().outcome() != outcome) {
                throw refused("request " + id + " was approved for " + request.ask().outcome());
              }
              Identity oneTime = requests.oneTime(connection, request, code);
              try (RecoverySecret secret =
                  new Assembly(request, standing.votes()).secret(oneTime)) {
                requests.close(connection, id, State.COLLECTED);
                return deed.with(connection, request, secret);
              }
            });
    store.scrub();
    return result;
  }

  private List<Identity> recovered(
      Connection connection, RecoveryRequest request, RecoverySecret secret) throws SQLException {
    List<Identity> recovered = new ArrayList<>();
    for (Optional<IdentityRow> found : escrow.rows(connection, request.ask().identities())) {
      IdentityRow row = found.orElseThrow(() -> refused("an identity of the request is gone"));
      PrivateKey key = KeySealing.recover(row.key(), KeySealing.Bound.to(row), secret);
      recovered.add(NewIdentity.identity(row, key));
      audit.append(
          connection,
          AuditEvent.RECOVERED,
          row.entry().id(),
          request.id() + " " + request.ask().outcome());
    }
    return recovered;
  }

  private Quorum succeeded(Connection connection, RecoveryRequest request, RecoverySecret secret)
      throws SQLException {
    Successor next = request.ask().successor().orElseThrow();
    Quorum quorum = Quorum.found(next.threshold(), next.custodians());
    int wrapped = escrow.rewrapAll(connection, secret, quorum.key());
    quorums.put(connection, quorum);
    String detail = request.id() + " " + describe(quorum, wrapped);
    audit.append(connection, AuditEvent.CUSTODIANS, "", detail);
    return quorum;
  }

  /** Does it; what is refused goes into the audit, which the refusal itself does not undo. */
  private <T> T denying(String id, Store.Work<T> work) {
    try {
      return store.write(work);
    } catch (SmimeException e) {
      store.write(connection -> {
        audit.append(connection, AuditEvent.DENIED, "", id + ": " + e.getMessage());
        return true;
      });
      throw e;
    }
  }

  private static SmimeException refused(String why) {
    return new SmimeException(ErrorCode.REFUSED, why);
  }
}
