package org.sealgate.archive;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sealgate.archive.IdentityRow.WrappedKey;
import org.sealgate.archive.KeyArchive.Imported;
import org.sealgate.identity.Identity;
import org.sealgate.identity.PrivateKeys;
import org.sealgate.quorum.Quorum;
import org.sealgate.quorum.RecoveryKey;

/**
 * Takes new identities in. What needs no other row is made ready before the writers' lock, on every
 * core: that key and certificate belong together, the key encrypted, the identifiers; that is most
 * of the work. Under the lock each becomes a few rows, and all of them one transaction.
 */
final class Admission {
  private final Store store;
  private final Keyring keyring;
  private final Clock clock;
  private final KeySealing sealing;
  private final Quorums quorums;

  Admission(Store store, Keyring keyring, Clock clock) {
    this.store = store;
    this.keyring = keyring;
    this.clock = clock;
    this.sealing = new KeySealing(keyring);
    this.quorums = new Quorums(keyring);
  }

  /**
   * An identity that only has to be written.
   *
   * @param identity encoded and checked
   * @param key encrypted at rest
   * @param sealedTo the quorum it was wrapped to
   * @param hashes of its identifiers
   * @param publicKeyId what a key that waits for its certificate is known by
   */
  record Ready(
      NewIdentity identity,
      WrappedKey key,
      Optional<RecoveryKey> sealedTo,
      byte[] hashes,
      String publicKeyId) {}

  /** Adds those that are not there yet, in order, all or none. */
  List<Imported> addAll(List<Identity> identities, String owner) {
    Optional<RecoveryKey> quorum = store.read(this::quorum);
    List<Ready> ready =
        identities.parallelStream()
            .map(identity -> ready(NewIdentity.of(identity, owner), quorum))
            .toList();
    return store.write(connection -> write(connection, ready));
  }

  private Optional<RecoveryKey> quorum(Connection connection) throws SQLException {
    return quorums.current(connection).map(Quorum::key);
  }

  private Ready ready(NewIdentity candidate, Optional<RecoveryKey> quorum) {
    var certificate = candidate.identity().certificate();
    return new Ready(
        candidate,
        sealed(candidate, quorum),
        quorum,
        Identifiers.hashesOf(certificate),
        PrivateKeys.publicKeyId(certificate.x509()));
  }

  private WrappedKey sealed(NewIdentity candidate, Optional<RecoveryKey> quorum) {
    var bound = new KeySealing.Bound(candidate.id(), candidate.certificate());
    // A signing key is never recovered: the quorum gets none.
    return sealing.seal(
        candidate.privateKey(), bound, quorum.filter(each -> candidate.purpose().encrypts()));
  }

  private List<Imported> write(Connection connection, List<Ready> candidates) throws SQLException {
    keyring.requireCurrent(connection);
    Optional<RecoveryKey> quorum = quorum(connection);
    var writing = new AdmissionWriting(connection, keyring, Instant.ofEpochMilli(clock.millis()));
    for (Ready each : candidates) {
      // Custodians who were set up meanwhile get a share of what comes in now, too.
      WrappedKey key = each.sealedTo.equals(quorum) ? each.key : sealed(each.identity, quorum);
      writing.add(each, key);
    }
    return writing.finish(new AuditChain(keyring.archive(), clock), new PendingKeys(keyring));
  }
}
