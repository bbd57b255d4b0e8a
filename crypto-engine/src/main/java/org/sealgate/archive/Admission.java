package org.sealgate.archive;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sealgate.archive.KeyArchive.Imported;

/** Takes new identities in, within a writing transaction. */
final class Admission {
  private final Keyring keyring;
  private final Clock clock;
  private final KeySealing sealing;
  private final Identities identities;
  private final AuditChain audit;
  private final Activation activation;

  Admission(Keyring keyring, Clock clock) {
    this.keyring = keyring;
    this.clock = clock;
    this.sealing = new KeySealing(keyring.master());
    this.identities = new Identities(keyring.archive());
    this.audit = new AuditChain(keyring.archive(), clock);
    this.activation = new Activation(identities, audit);
  }

  /** Adds those that are not there yet, in order. */
  List<Imported> addAll(Connection connection, List<NewIdentity> candidates) throws SQLException {
    List<Imported> added = new ArrayList<>();
    for (NewIdentity candidate : candidates) {
      added.add(add(connection, candidate));
    }
    return added;
  }

  private Imported add(Connection connection, NewIdentity candidate) throws SQLException {
    Optional<IdentityRow> known = identities.byId(connection, candidate.id());
    if (known.isPresent()) {
      return new Imported(known.get().entry(), false, candidate.notesWhenKnown(known.get()));
    }
    ArchivedIdentity entry = candidate.entry(Instant.ofEpochMilli(clock.millis()));
    int sequence =
        identities.insert(
            connection, row(candidate, entry), Identifiers.hashesOf(entry.certificate()));
    audit.append(
        connection, AuditEvent.IMPORTED, entry.id(), entry.purpose() + " " + entry.owner());
    List<String> notes = new ArrayList<>(candidate.notes());
    if (entry.purpose().encrypts()) {
      notes.addAll(activation.settle(connection, entry));
    }
    IdentityRow stored = identities.bySequence(connection, sequence).orElseThrow();
    return new Imported(stored.entry(), true, notes);
  }

  private IdentityRow row(NewIdentity candidate, ArchivedIdentity entry) {
    var encoded = new IdentityRow.Encoded(candidate.certificate(), candidate.chain());
    return new IdentityRow(
        0,
        entry,
        encoded.certificate(),
        encoded.chain(),
        sealing.seal(candidate.privateKey(), entry.id(), encoded.certificate()),
        IdentityRow.tag(entry, encoded, keyring.archive()));
  }
}
