package org.sealgate.archive;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sealgate.Secret;
import org.sealgate.archive.Recovery.Opened;
import org.sealgate.archive.Recovery.Standing;
import org.sealgate.archive.Recovery.State;
import org.sealgate.identity.GeneratedPassword;
import org.sealgate.identity.Identity;
import org.sealgate.quorum.OneTimeKey;
import org.sealgate.quorum.Quorum;
import org.sealgate.quorum.RecoveryRequest;
import org.sealgate.quorum.RecoveryRequest.Ask;
import org.sealgate.quorum.RecoveryRequest.Outcome;
import org.sealgate.quorum.Vote;

/** How a request to the custodians is made, voted on, and ends without being carried out. */
final class RequestLifecycle {
  private static final int ID_OCTETS = 5;

  private final Store store;
  private final Clock clock;
  private final Quorums quorums;
  private final Requests requests;
  private final Escrow escrow;
  private final AuditChain audit;
  private final Refusals refusals;

  RequestLifecycle(Store store, Keyring keyring, Clock clock) {
    this.store = store;
    this.clock = clock;
    this.quorums = new Quorums(keyring);
    this.requests = new Requests(keyring.archive());
    this.escrow = new Escrow(keyring);
    this.audit = new AuditChain(keyring.archive(), clock);
    this.refusals = new Refusals(store, audit);
  }

  Opened make(Ask ask, Duration validFor) {
    Instant now = Instant.ofEpochMilli(clock.millis());
    String id = newId();
    Secret code = GeneratedPassword.create(Vault.random());
    Identity oneTime = OneTimeKey.make(id, now, now.plus(validFor));
    return store.write(connection -> {
      Quorum quorum = quorums.required(connection);
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
      throw Refusals.because("the request has to name identities, or the custodians to come");
    }
    if ((ask.outcome() == Outcome.OPEN_MAILS) == ask.mails().isEmpty()) {
      throw Refusals.because("the mails to open have to be named, and for nothing else");
    }
    if (ask.by().isBlank() || ask.reason().isBlank()) {
      throw Refusals.because("the request has to say who asks and why");
    }
    List<Optional<IdentityRow>> rows = escrow.rows(connection, ask.identities());
    if (rows.stream().anyMatch(Optional::isEmpty)) {
      throw Refusals.because("the request names an identity that is not to be recovered");
    }
    if (ask.outcome() == Outcome.TO_GATEWAY && !rows.stream().allMatch(Escrow::holds)) {
      throw Refusals.because("the request names a key that is not in escrow: leave it out");
    }
  }

  private static String subject(Ask ask) {
    return ask.identities().size() == 1 ? ask.identities().getFirst() : "";
  }

  List<Standing> all() {
    closeExpired();
    return store.snapshot(requests::all);
  }

  /** Those whose time is over end now, before anything is done with them. */
  void closeExpired() {
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

  Standing vote(String id, byte[] document) {
    closeExpired();
    return refusals.audited(
        id,
        connection -> {
          Standing before = open(connection, id);
          Vote vote = Vote.read(document, before.request());
          if (before.votes().stream().anyMatch(other -> other.seat() == vote.seat())) {
            throw Refusals.because(
                vote.custodian().name() + " has voted already: each custodian has one");
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

  /**
   * A request that is open, to the quorum of today.
   *
   * @throws org.sealgate.SmimeException REFUSED where it is another, NO_KEY where there is none
   */
  Standing open(Connection connection, String id) throws SQLException {
    Standing standing = requests.standing(connection, id);
    if (standing.state() != State.OPEN) {
      throw Refusals.because(
          "request %s is closed (%s): make a new one"
              .formatted(id, standing.state().name().toLowerCase(Locale.ROOT)));
    }
    if (!quorums
        .current(connection)
        .map(Quorum::key)
        .equals(Optional.of(standing.request().quorum().key()))) {
      throw Refusals.because(
          "request " + id + " was for custodians that are no more: make a new one");
    }
    return standing;
  }

  void cancel(String id, String reason) {
    store.write(connection -> {
      open(connection, id);
      requests.close(connection, id, State.CANCELLED);
      audit.append(connection, AuditEvent.CLOSED, "", id + " taken back: " + reason);
      return true;
    });
    store.scrub();
  }
}
