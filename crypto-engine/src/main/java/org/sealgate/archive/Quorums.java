package org.sealgate.archive;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sealgate.SmimeException;
import org.sealgate.quorum.Quorum;

/** The quorum of the archive, kept with a tag: nobody without the master key can put another in. */
record Quorums(Keyring keyring) {
  private static final String QUORUM = "quorum";
  private static final int TAG_OCTETS = 32;

  /** The quorum; empty where none was set up. */
  Optional<Quorum> current(Connection connection) throws SQLException {
    Optional<byte[]> stored = Meta.get(connection, QUORUM);
    return stored.isPresent()
        ? Optional.of(Quorum.decode(checked(connection, stored.get())))
        : Optional.empty();
  }

  /**
   * The quorum.
   *
   * @throws SmimeException REFUSED where none was set up
   */
  Quorum required(Connection connection) throws SQLException {
    return current(connection)
        .orElseThrow(() ->
            Refusals.because(
                "the archive has no custodians: name them first, by 'sealgate keys custodians"
                    + " init'"));
  }

  /** A new quorum in a line, for the audit. */
  static String describe(Quorum quorum, int wrapped) {
    List<String> names = quorum.seats().stream().map(seat -> seat.custodian().name()).toList();
    return "%d of %s, %d keys wrapped to %s"
        .formatted(quorum.threshold(), names, wrapped, quorum.key().fingerprint());
  }

  private byte[] checked(Connection connection, byte[] stored) throws SQLException {
    byte[] encoded = Arrays.copyOfRange(stored, TAG_OCTETS, stored.length);
    byte[] tag = Arrays.copyOf(stored, TAG_OCTETS);
    if (!keyring.rowTags().isGenuine(tag, new RowTags.Tagged(QUORUM, encoded))) {
      // Nothing was changed but the master key, by another process?
      keyring.requireCurrent(connection);
      throw SmimeException.malformed(
          "the quorum of the key archive was changed by another program: restore it from a backup");
    }
    return encoded;
  }

  /** Tags it anew, where there is one, under the key of today. */
  void retag(Connection connection) throws SQLException {
    Optional<Quorum> quorum = current(connection);
    if (quorum.isPresent()) {
      put(connection, quorum.get());
    }
  }

  /** Makes it the quorum. */
  void put(Connection connection, Quorum quorum) throws SQLException {
    byte[] encoded = quorum.encoded();
    byte[] tag = keyring.rowTags().of(new RowTags.Tagged(QUORUM, encoded));
    byte[] stored = Arrays.copyOf(tag, TAG_OCTETS + encoded.length);
    System.arraycopy(encoded, 0, stored, TAG_OCTETS, encoded.length);
    Meta.put(connection, QUORUM, stored);
  }
}
