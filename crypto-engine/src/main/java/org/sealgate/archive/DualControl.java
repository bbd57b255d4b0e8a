package org.sealgate.archive;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sealgate.ErrorCode;
import org.sealgate.Secret;
import org.sealgate.SmimeException;
import org.sealgate.certificate.EmailAddress;
import org.sealgate.identity.Identity;
import org.sealgate.mime.Octets;
import org.sealgate.quorum.Custodian;
import org.sealgate.quorum.Quorum;
import org.sealgate.quorum.RecoveryRequest.Ask;
import org.sealgate.smime.OpenedMessage;

/**
 * Recovery over a store. Every change is one transaction, with its line in the audit. What needs no
 * approval is done here: the first quorum, and leaving keys to it; the rest goes through requests.
 */
final class DualControl implements Recovery {
  private final Store store;
  private final Keyring keyring;
  private final Quorums quorums;
  private final Escrow escrow;
  private final AuditChain audit;
  private final UnwrappedKeys keys;
  private final RequestLifecycle requests;
  private final ApprovedRequests approved;

  DualControl(Store store, Keyring keyring, Clock clock, UnwrappedKeys keys) {
    this.store = store;
    this.keyring = keyring;
    this.keys = keys;
    this.quorums = new Quorums(keyring);
    this.escrow = new Escrow(keyring);
    this.audit = new AuditChain(keyring.archive(), clock);
    this.requests = new RequestLifecycle(store, keyring, clock);
    this.approved = new ApprovedRequests(store, keyring, clock, requests);
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
        throw Refusals.because(
            "there is a quorum already: another takes its place with its approval, by"
                + " 'sealgate keys custodians change'");
      }
      int wrapped = escrow.wrapAll(connection, quorum.key());
      quorums.put(connection, quorum);
      audit.append(connection, AuditEvent.CUSTODIANS, "", Quorums.describe(quorum, wrapped));
      return quorum;
    });
  }

  @Override
  public List<ArchivedIdentity> leave(EmailAddress address, String reason) {
    List<ArchivedIdentity> moved =
        store.write(connection -> {
          keyring.requireCurrent(connection);
          Quorum quorum = quorums.required(connection);
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

  @Override
  public Opened request(Ask ask, Duration validFor) {
    return requests.make(ask, validFor);
  }

  @Override
  public List<Standing> requests() {
    return requests.all();
  }

  @Override
  public Standing vote(String id, byte[] document) {
    return requests.vote(id, document);
  }

  @Override
  public void cancel(String id, String reason) {
    requests.cancel(id, reason);
  }

  @Override
  public List<Identity> collect(String id, Secret code) {
    return approved.collect(id, code);
  }

  @Override
  public List<OpenedMessage> open(String id, Secret code, List<Octets> mails) {
    return approved.open(id, code, mails);
  }

  @Override
  public List<ArchivedIdentity> returned(String id, Secret code) {
    return approved.returned(id, code);
  }

  @Override
  public Quorum succeed(String id, Secret code) {
    return approved.succeed(id, code);
  }
}
