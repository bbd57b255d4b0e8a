package org.sealgate.archive;

import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sealgate.SmimeException;
import org.sealgate.quorum.Quorum;

/** The quorum of the archive, kept with a tag: nobody without the master key can put another in. */
record Quorums(Vault archive) {
  private static final String QUORUM = "quorum";
  private static final int TAG_OCTETS = 32;

  /** The quorum; empty where none was set up. */
  Optional<Quorum> current(Connection connection) throws SQLException {
    Optional<byte[]> stored = Meta.get(connection, QUORUM);
    return stored.map(this::checked).map(Quorum::decode);
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

  private byte[] checked(byte[] stored) {
    byte[] encoded = Arrays.copyOfRange(stored, TAG_OCTETS, stored.length);
    if (!MessageDigest.isEqual(Arrays.copyOf(stored, TAG_OCTETS), archive.tag(QUORUM, encoded))) {
      throw SmimeException.malformed(
          "the quorum of the key archive was changed by another program: restore it from a backup");
    }
    return encoded;
  }

  /** Makes it the quorum. */
  void put(Connection connection, Quorum quorum) throws SQLException {
    byte[] encoded = quorum.encoded();
    byte[] tag = archive.tag(QUORUM, encoded);
    byte[] stored = Arrays.copyOf(tag, TAG_OCTETS + encoded.length);
    System.arraycopy(encoded, 0, stored, TAG_OCTETS, encoded.length);
    Meta.put(connection, QUORUM, stored);
  }
}
