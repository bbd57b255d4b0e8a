package org.sealgate.archive;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sealgate.archive.KeyArchive.Imported;
import org.sealgate.identity.PrivateKeys;
import org.sealgate.quorum.Quorum;
import org.sealgate.quorum.RecoveryKey;

/** Takes new identities in, within a writing transaction. */
final class Admission {
  private final Keyring keyring;
  private final Clock clock;
  private final KeySealing sealing;
  private final Identities identities;
  private final AuditChain audit;
  private final Activation activation;
  private final PendingKeys pending;
  private final Quorums quorums;

  Admission(Keyring keyring, Clock clock) {
    this.keyring = keyring;
    this.clock = clock;
    this.sealing = new KeySealing(keyring);
    this.identities = new Identities(keyring.archive());
    this.audit = new AuditChain(keyring.archive(), clock);
    this.activation = new Activation(identities, audit);
    this.pending = new PendingKeys(keyring);
    this.quorums = new Quorums(keyring.archive());
  }

  /** Adds those that are not there yet, in order. */
  List<Imported> addAll(Connection connection, List<NewIdentity> candidates) throws SQLException {
    keyring.requireCurrent(connection);
    Optional<RecoveryKey> quorum = quorums.current(connection).map(Quorum::key);
    List<Imported> added = new ArrayList<>();
    for (NewIdentity candidate : candidates) {
      added.add(add(connection, candidate, quorum));
    }
    return added;
  }

  private Imported add(Connection connection, NewIdentity candidate, Optional<RecoveryKey> quorum)
      throws SQLException {
    Optional<IdentityRow> known = identities.byId(connection, candidate.id());
    if (known.isPresent()) {
      return new Imported(known.get().entry(), false, candidate.notesWhenKnown(known.get()));
    }
    ArchivedIdentity entry = candidate.entry(Instant.ofEpochMilli(clock.millis()));
    int sequence =
        identities.insert(
            connection, row(candidate, entry, quorum), Identifiers.hashesOf(entry.certificate()));
    audit.append(
        connection, AuditEvent.IMPORTED, entry.id(), entry.purpose() + " " + entry.owner());
    pending.joined(connection, PrivateKeys.publicKeyId(entry.certificate().x509()));
    List<String> notes = new ArrayList<>(candidate.notes());
    if (entry.purpose().encrypts()) {
      notes.addAll(activation.settle(connection, entry));
    }
    IdentityRow stored = identities.bySequence(connection, sequence).orElseThrow();
    return new Imported(stored.entry(), true, notes);
  }

  private IdentityRow row(
      NewIdentity candidate, ArchivedIdentity entry, Optional<RecoveryKey> quorum) {
    var encoded = new IdentityRow.Encoded(candidate.certificate(), candidate.chain(), new byte[0]);
    var bound = new KeySealing.Bound(entry.id(), candidate.certificate());
    // A signing key is never recovered: the quorum gets none.
    Optional<RecoveryKey> recovery = entry.purpose().encrypts() ? quorum : Optional.empty();
    return new IdentityRow(
        0,
        entry,
        encoded.certificate(),
        encoded.chain(),
        sealing.seal(candidate.privateKey(), bound, recovery),
        IdentityRow.tag(entry, encoded, keyring.archive()));
  }
}
