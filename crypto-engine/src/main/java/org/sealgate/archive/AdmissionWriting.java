package org.sealgate.archive;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sealgate.archive.Activation.Moved;
import org.sealgate.archive.AuditChain.Happening;
import org.sealgate.archive.IdentityRow.WrappedKey;
import org.sealgate.archive.KeyArchive.Imported;
import org.sealgate.certificate.EmailAddress;

/**
 * One writing transaction that takes identities in: an identity is stored in the state it will
 * have, and what no other identity has to see (index, audit) is written at the end in one go.
 */
final class AdmissionWriting {
  private final Connection connection;
  private final RowTags tags;
  private final Instant now;
  private final Identities identities;
  private final Activation activation;
  private final List<Imported> done = new ArrayList<>();
  private final Map<Integer, byte[]> hashes = new LinkedHashMap<>();
  private final List<String> publicKeys = new ArrayList<>();
  private final List<Happening> happenings = new ArrayList<>();
  private final Map<String, ArchivedIdentity> retired = new HashMap<>();

  AdmissionWriting(Connection connection, Keyring keyring, Instant now) {
    this.connection = connection;
    this.tags = keyring.rowTags();
    this.now = now;
    this.identities = new Identities(keyring);
    this.activation = new Activation(identities);
  }

  /** Adds an identity, unless it is there. */
  void add(Admission.Ready ready, WrappedKey key) throws SQLException {
    NewIdentity candidate = ready.identity();
    Optional<IdentityRow> known = identities.byId(connection, candidate.id());
    if (known.isPresent()) {
      done.add(new Imported(known.get().entry(), false, candidate.notesWhenKnown(known.get())));
      return;
    }
    List<String> notes = new ArrayList<>(candidate.notes());
    IdentityRow row = stored(candidate, key, notes);
    hashes.put(row.sequence(), ready.hashes());
    publicKeys.add(ready.publicKeyId());
    done.add(new Imported(row.entry(), true, notes));
  }

  private IdentityRow stored(NewIdentity candidate, WrappedKey key, List<String> notes)
      throws SQLException {
    ArchivedIdentity entry = candidate.entry(now);
    Map<EmailAddress, Optional<IdentityRow>> claims =
        entry.canBeActive() ? activation.claims(connection, entry) : Map.of();
    ArchivedIdentity placed = claims.isEmpty() ? entry : entry.in(KeyState.ACTIVE);
    happenings.add(
        new Happening(AuditEvent.IMPORTED, entry.id(), entry.purpose() + " " + entry.owner()));
    IdentityRow row = row(candidate, placed, key);
    int sequence = identities.insert(connection, row);
    for (Map.Entry<EmailAddress, Optional<IdentityRow>> claim : claims.entrySet()) {
      if (claim.getValue().isPresent()) {
        displace(claim.getValue().get(), claim.getKey(), notes);
      }
    }
    Addresses.insert(connection, sequence, entry, claims.keySet());
    claims.keySet().stream()
        .findFirst()
        .ifPresent(address -> happenings.add(new Moved(placed, address).happening()));
    return row.numbered(sequence);
  }

  private void displace(IdentityRow active, EmailAddress address, List<String> notes)
      throws SQLException {
    Optional<Moved> moved = activation.displace(connection, active, address);
    if (moved.isPresent()) {
      happenings.add(moved.get().happening());
      moved.get().note().ifPresent(notes::add);
      retired.put(active.entry().id(), moved.get().entry());
    }
  }

  private IdentityRow row(NewIdentity candidate, ArchivedIdentity entry, WrappedKey key) {
    var encoded = new IdentityRow.Encoded(candidate.certificate(), candidate.chain(), new byte[0]);
    return new IdentityRow(
        0,
        entry,
        encoded.certificate(),
        encoded.chain(),
        key,
        tags.of(IdentityRow.tagged(entry, encoded)));
  }

  /** Writes the rest; what came of each, as it stands after all of them. */
  List<Imported> finish(AuditChain audit, PendingKeys pending) throws SQLException {
    IndexStore.addAll(connection, hashes);
    pending.joined(connection, publicKeys);
    audit.appendAll(connection, happenings);
    return done.stream().map(this::asItStands).toList();
  }

  private Imported asItStands(Imported imported) {
    ArchivedIdentity entry = imported.entry();
    return new Imported(
        retired.getOrDefault(entry.id(), entry), imported.isNew(), imported.notes());
  }
}
