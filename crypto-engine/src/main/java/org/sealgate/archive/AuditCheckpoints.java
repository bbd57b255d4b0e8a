package org.sealgate.archive;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.spec.NamedParameterSpec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import org.sealgate.SmimeException;
import org.sealgate.identity.PrivateKeys;
import org.sealgate.provider.Crypto;

/** Signs the audit now and then, and keeps what was signed. */
record AuditCheckpoints(Vault archive) {
  /** So many entries after the last checkpoint the next is made without being asked for. */
  static final int EVERY = 1_000;

  private static final String PRIVATE = "audit-key";
  private static final String PUBLIC = "audit-public";
  private static final byte[] PURPOSE = Vault.utf8("sealgate audit key");

  /** Signs the audit as far as an entry, and keeps it. */
  AuditCheckpoint make(Connection connection, long number, byte[] hash, Instant now)
      throws SQLException {
    if (publicKey(connection).isEmpty()) {
      makeKey(connection);
    }
    byte[] publicKey = publicKey(connection).orElseThrow();
    byte[] signature = signature(connection, AuditCheckpoint.signed(number, now, hash));
    var checkpoint = new AuditCheckpoint(number, now, hash, publicKey, signature);
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO checkpoints (n, line) VALUES (?, ?) ON CONFLICT DO NOTHING")) {
      insert.setLong(1, number);
      insert.setString(2, checkpoint.line());
      insert.executeUpdate();
    }
    return checkpoint;
  }

  /** The archive's public key; empty before the first checkpoint. */
  static Optional<byte[]> publicKey(Connection connection) throws SQLException {
    return Meta.get(connection, PUBLIC);
  }

  /** Those that were kept in the archive, oldest first. */
  static List<AuditCheckpoint> kept(Connection connection) throws SQLException {
    List<AuditCheckpoint> kept = new ArrayList<>();
    try (PreparedStatement select =
            connection.prepareStatement("SELECT line FROM checkpoints ORDER BY n");
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        kept.add(AuditCheckpoint.parse(rows.getString(1)));
      }
    }
    return kept;
  }

  private void makeKey(Connection connection) throws SQLException {
    try {
      KeyPair pair = Crypto.preferred().keyPair("Ed25519", NamedParameterSpec.ED25519);
      byte[] pkcs8 = pair.getPrivate().getEncoded();
      Meta.put(connection, PRIVATE, archive.seal(pkcs8, PURPOSE));
      Meta.put(connection, PUBLIC, pair.getPublic().getEncoded());
      Arrays.fill(pkcs8, (byte) 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no Ed25519 in this Java", e);
    }
  }

  private byte[] signature(Connection connection, byte[] octets) throws SQLException {
    byte[] sealed = Meta.get(connection, PRIVATE).orElseThrow();
    try {
      byte[] pkcs8 = archive.open(sealed, PURPOSE);
      PrivateKey key = PrivateKeys.decode(pkcs8);
      Arrays.fill(pkcs8, (byte) 0);
      var signer = Crypto.preferred().signer("Ed25519", key);
      signer.update(octets);
      return signer.sign();
    } catch (AEADBadTagException e) {
      throw SmimeException.malformed(
          "the key that signs the audit was changed: restore the archive from a backup", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no Ed25519 in this Java", e);
    }
  }
}
