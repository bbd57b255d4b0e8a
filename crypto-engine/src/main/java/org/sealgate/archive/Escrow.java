package org.sealgate.archive;

import java.security.PrivateKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sealgate.SmimeException;
import org.sealgate.certificate.EmailAddress;
import org.sealgate.identity.PrivateKeys;
import org.sealgate.quorum.RecoveryKey;
import org.sealgate.quorum.RecoverySecret;

/** Data keys wrapped to the quorum, left to it alone, and given back; in writing transactions. */
final class Escrow {
  private static final int BATCH = 500;

  private final Identities identities;
  private final KeySealing sealing;
  private final RowTags tags;

  Escrow(Keyring keyring) {
    this.identities = new Identities(keyring);
    this.tags = keyring.rowTags();
    this.sealing = new KeySealing(keyring);
  }

  /** Wraps every decryption key to a quorum in addition; how many there are. */
  int wrapAll(Connection connection, RecoveryKey quorum) throws SQLException {
    return eachKey(
        connection, row -> sealing.toQuorum(row.key(), KeySealing.Bound.to(row), quorum));
  }

  /** Wraps every decryption key to the quorum that comes after, by the secret of the one before. */
  int rewrapAll(Connection connection, RecoverySecret secret, RecoveryKey next)
      throws SQLException {
    return eachKey(
        connection,
        row ->
            KeySealing.toSuccessor(
                row.key().recoveryKey(), KeySealing.Bound.to(row), secret, next));
  }

  /** Gives a row the data key wrapped anew. */
  @FunctionalInterface
  private interface Wrap {
    byte[] of(IdentityRow row);
  }

  private int eachKey(Connection connection, Wrap wrap) throws SQLException {
    int count = 0;
    int last = 0;
    List<IdentityRow> rows = identities.decrypting(connection, last, BATCH);
    while (!rows.isEmpty()) {
      for (IdentityRow row : rows) {
        store(connection, row, wrap.of(row));
        last = row.sequence();
        count++;
      }
      rows = identities.decrypting(connection, last, BATCH);
    }
    return count;
  }

  private void store(Connection connection, IdentityRow row, byte[] recoveryKey)
      throws SQLException {
    var key = new IdentityRow.WrappedKey(row.key().dataKey(), row.key().privateKey(), recoveryKey);
    var changed =
        new IdentityRow(
            row.sequence(), row.entry(), row.certificate(), row.chain(), key, row.tag());
    update(connection, changed);
  }

  /**
   * Leaves the keys of a person to the quorum alone. The data key is wrapped afresh, so that what
   * lay in the row before is not trusted.
   *
   * @return those that were moved
   */
  List<ArchivedIdentity> leave(Connection connection, EmailAddress address, RecoveryKey quorum)
      throws SQLException {
    List<ArchivedIdentity> moved = new ArrayList<>();
    for (IdentityRow row : ofPerson(connection, address)) {
      if (row.entry().custody() == Custody.GATEWAY) {
        moved.add(leave(connection, row, quorum));
      }
    }
    return moved;
  }

  /** What decrypts and names the address, or is filed under it. */
  List<IdentityRow> ofPerson(Connection connection, EmailAddress address) throws SQLException {
    Map<Integer, IdentityRow> rows = new LinkedHashMap<>();
    identities.of(connection, address).forEach(row -> rows.put(row.sequence(), row));
    identities.ownedBy(connection, address).forEach(row -> rows.put(row.sequence(), row));
    return rows.values().stream()
        .filter(row -> row.entry().purpose().encrypts() && row.wrapped() != null)
        .toList();
  }

  private ArchivedIdentity leave(Connection connection, IdentityRow row, RecoveryKey quorum)
      throws SQLException {
    byte[] recoveryKey = sealing.toQuorum(row.key(), KeySealing.Bound.to(row), quorum);
    var key = new IdentityRow.WrappedKey(new byte[0], row.key().privateKey(), recoveryKey);
    return moved(connection, row, Custody.ESCROW, key);
  }

  /**
   * Puts keys under the master key again, beside the quorum; those that are there stay as they are.
   *
   * @return those that were moved
   * @throws SmimeException MALFORMED where one does not open: then none is moved
   */
  List<ArchivedIdentity> giveBack(
      Connection connection, List<IdentityRow> rows, RecoverySecret secret) throws SQLException {
    List<ArchivedIdentity> moved = new ArrayList<>();
    for (IdentityRow row : rows) {
      if (row.entry().custody() == Custody.ESCROW) {
        moved.add(giveBack(connection, row, secret));
      }
    }
    return moved;
  }

  private ArchivedIdentity giveBack(Connection connection, IdentityRow row, RecoverySecret secret)
      throws SQLException {
    KeySealing.Bound bound = KeySealing.Bound.to(row);
    byte[] dataKey = sealing.toMaster(row.key(), bound, secret);
    var key = new IdentityRow.WrappedKey(dataKey, row.key().privateKey(), row.key().recoveryKey());
    PrivateKey opened = sealing.open(key, bound);
    if (!PrivateKeys.matches(opened, row.entry().certificate().x509())) {
      throw SmimeException.malformed(
          "the key of entry " + row.entry().id() + " is the key of another certificate");
    }
    return moved(connection, row, Custody.GATEWAY, key);
  }

  private ArchivedIdentity moved(
      Connection connection, IdentityRow row, Custody custody, IdentityRow.WrappedKey key)
      throws SQLException {
    ArchivedIdentity entry = row.entry().in(custody);
    update(
        connection,
        new IdentityRow(row.sequence(), entry, row.certificate(), row.chain(), key, row.tag()));
    return entry;
  }

  private void update(Connection connection, IdentityRow row) throws SQLException {
    byte[] tag = tags.of(row.tagged());
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE identities SET custody = ?, data_key = ?, recovery_key = ?, tag = ?"
                + " WHERE seq = ?")) {
      update.setString(1, row.entry().custody().name());
      update.setBytes(2, row.key().dataKey());
      update.setBytes(3, row.key().recoveryKey());
      update.setBytes(4, tag);
      update.setInt(5, row.sequence());
      update.executeUpdate();
    }
  }

  /** True of a row whose key is with the quorum alone. */
  static boolean holds(Optional<IdentityRow> row) {
    return row.filter(each -> each.entry().custody() == Custody.ESCROW).isPresent();
  }

  /** The rows of these ids that decrypt, in order; empty in place of one that is not there. */
  List<Optional<IdentityRow>> rows(Connection connection, List<String> ids) throws SQLException {
    List<Optional<IdentityRow>> rows = new ArrayList<>();
    for (String id : ids) {
      rows.add(identities.byId(connection, id).filter(row -> row.entry().purpose().encrypts()));
    }
    return rows;
  }
}
