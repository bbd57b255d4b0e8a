package org.sealgate.archive;

import java.security.PrivateKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sealgate.Secret;
import org.sealgate.archive.Recovery.Standing;
import org.sealgate.archive.Recovery.State;
import org.sealgate.identity.Identity;
import org.sealgate.mime.Octets;
import org.sealgate.quorum.Assembly;
import org.sealgate.quorum.Quorum;
import org.sealgate.quorum.RecoveryRequest;
import org.sealgate.quorum.RecoveryRequest.Outcome;
import org.sealgate.quorum.RecoveryRequest.Successor;
import org.sealgate.quorum.RecoverySecret;
import org.sealgate.smime.OpenedMessage;

/**
 * What is done with the recovery key once custodians have put it together: what was approved, once,
 * in one transaction with the end of the request.
 */
final class ApprovedRequests {
  private final Store store;
  private final Keyring keyring;
  private final Clock clock;
  private final RequestLifecycle lifecycle;
  private final Quorums quorums;
  private final Requests requests;
  private final Escrow escrow;
  private final AuditChain audit;
  private final Refusals refusals;

  ApprovedRequests(Store store, Keyring keyring, Clock clock, RequestLifecycle lifecycle) {
    this.store = store;
    this.keyring = keyring;
    this.clock = clock;
    this.lifecycle = lifecycle;
    this.quorums = new Quorums(keyring);
    this.requests = new Requests(keyring.archive());
    this.escrow = new Escrow(keyring);
    this.audit = new AuditChain(keyring.archive(), clock);
    this.refusals = new Refusals(store, audit);
  }

  List<Identity> collect(String id, Secret code) {
    return carriedOut(id, code, Outcome.EXPORT, this::recovered);
  }

  List<OpenedMessage> open(String id, Secret code, List<Octets> mails) {
    refusals.audited(
        id,
        connection -> {
          ApprovedMails.requireNamed(lifecycle.open(connection, id).request(), mails);
          return true;
        });
    List<Identity> recovered = carriedOut(id, code, Outcome.OPEN_MAILS, this::recovered);
    return new ApprovedMails(recovered, clock).opened(mails);
  }

  Quorum succeed(String id, Secret code) {
    return carriedOut(id, code, Outcome.CUSTODIANS, this::succeeded);
  }

  List<ArchivedIdentity> returned(String id, Secret code) {
    return carriedOut(id, code, Outcome.TO_GATEWAY, this::givenBack);
  }

  /** What is done with the recovery key. */
  @FunctionalInterface
  private interface Deed<T> {
    T with(Connection connection, RecoveryRequest request, RecoverySecret secret)
        throws SQLException;
  }

  /** The request is closed in the transaction in which it is carried out: it happens once. */
  private <T> T carriedOut(String id, Secret code, Outcome outcome, Deed<T> deed) {
    lifecycle.closeExpired();
    T result =
        refusals.audited(
            id,
            connection -> {
              keyring.requireCurrent(connection);
              Standing standing = lifecycle.open(connection, id);
              RecoveryRequest request = standing.request();
              if (request.ask().outcome() != outcome) {
                throw Refusals.because(
                    "request " + id + " was approved for " + request.ask().outcome());
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
    for (IdentityRow row : rows(connection, request)) {
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

  private List<ArchivedIdentity> givenBack(
      Connection connection, RecoveryRequest request, RecoverySecret secret) throws SQLException {
    List<ArchivedIdentity> moved = escrow.giveBack(connection, rows(connection, request), secret);
    String detail = request.id() + " " + request.ask().reason();
    for (ArchivedIdentity entry : moved) {
      audit.append(connection, AuditEvent.RETURNED, entry.id(), detail);
    }
    return moved;
  }

  private List<IdentityRow> rows(Connection connection, RecoveryRequest request)
      throws SQLException {
    List<IdentityRow> rows = new ArrayList<>();
    for (Optional<IdentityRow> found : escrow.rows(connection, request.ask().identities())) {
      rows.add(found.orElseThrow(() -> Refusals.because("an identity of the request is gone")));
    }
    return rows;
  }

  private Quorum succeeded(Connection connection, RecoveryRequest request, RecoverySecret secret)
      throws SQLException {
    Successor next = request.ask().successor().orElseThrow();
    Quorum quorum = Quorum.found(next.threshold(), next.custodians());
    int wrapped = escrow.rewrapAll(connection, secret, quorum.key());
    quorums.put(connection, quorum);
    String detail = request.id() + " " + Quorums.describe(quorum, wrapped);
    audit.append(connection, AuditEvent.CUSTODIANS, "", detail);
    return quorum;
  }
}
