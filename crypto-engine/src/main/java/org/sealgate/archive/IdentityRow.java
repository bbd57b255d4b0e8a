package org.sealgate.archive;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sealgate.certificate.KeyPurpose;
import org.sealgate.certificate.MailCertificate;

/**
 * A row of the table of identities, as it is stored.
 *
 * @param sequence its number; zero before it is stored
 * @param entry what it says
 * @param certificate the certificate in DER
 * @param chain the certificates above it, each in DER
 * @param wrapped the private key; null once it is destroyed
 * @param tag over all but the private key, which has its own
 */
record IdentityRow(
    int sequence,
    ArchivedIdentity entry,
    byte[] certificate,
    byte[] chain,
    @Nullable WrappedKey wrapped,
    byte[] tag) {
  private static final byte[] NONE = {};

  static final String COLUMNS =
      "seq, id, certificate, chain, purpose, state, imported_at, owner, data_key, private_key,"
          + " custody, recovery_key, tag";

  /**
   * A private key at rest.
   *
   * @param dataKey the data key under the master key; empty in escrow
   * @param privateKey PKCS#8 under the data key
   * @param recoveryKey the data key wrapped to the quorum; empty where there is none
   */
  record WrappedKey(byte[] dataKey, byte[] privateKey, byte[] recoveryKey) {}

  /** The row under the cursor, columns as in {@link #COLUMNS}; its tag is still to be checked. */
  static IdentityRow of(ResultSet rows) throws SQLException {
    byte[] der = rows.getBytes("certificate");
    ArchivedIdentity entry =
        new ArchivedIdentity(
            rows.getString("id"),
            MailCertificate.parse(der),
            KeyPurpose.valueOf(rows.getString("purpose")),
            KeyState.valueOf(rows.getString("state")),
            Instant.ofEpochMilli(rows.getLong("imported_at")),
            rows.getString("owner"),
            Custody.valueOf(rows.getString("custody")));
    byte[] dataKey = rows.getBytes("data_key");
    byte[] privateKey = rows.getBytes("private_key");
    byte[] recoveryKey = Objects.requireNonNullElse(rows.getBytes("recovery_key"), NONE);
    WrappedKey wrapped =
        dataKey == null || privateKey == null
            ? null
            : new WrappedKey(dataKey, privateKey, recoveryKey);
    byte[] chain = rows.getBytes("chain");
    return new IdentityRow(rows.getInt("seq"), entry, der, chain, wrapped, rows.getBytes("tag"));
  }

  /** The same with the number it was stored under. */
  IdentityRow numbered(int number) {
    return new IdentityRow(number, entry, certificate, chain, wrapped, tag);
  }

  /**
   * What the tag covers beside the entry.
   *
   * @param certificate in DER
   * @param chain each in DER
   * @param escrow in escrow the data key wrapped to the quorum, which is all there is; else empty
   */
  record Encoded(byte[] certificate, byte[] chain, byte[] escrow) {}

  /** What its tag covers beside the entry. */
  Encoded encoded() {
    boolean inEscrow = entry.custody() == Custody.ESCROW;
    return new Encoded(certificate, chain, inEscrow ? key().recoveryKey : NONE);
  }

  /** The key of a row that has one. */
  WrappedKey key() {
    return Objects.requireNonNull(wrapped);
  }

  /** What its tag has to be over. */
  RowTags.Tagged tagged() {
    return tagged(entry, encoded());
  }

  /** What the tag of a row is over that says this. */
  static RowTags.Tagged tagged(ArchivedIdentity entry, Encoded encoded) {
    byte[] fields =
        Vault.fields(
            Vault.utf8(entry.id()),
            encoded.certificate,
            encoded.chain,
            Vault.utf8(entry.purpose().name()),
            Vault.utf8(entry.state().name()),
            Vault.utf8(Long.toString(entry.importedAt().toEpochMilli())),
            Vault.utf8(entry.owner()));
    // Rows of format 1 knew no custody; what is not in escrow is tagged as it was then.
    return entry.custody() == Custody.ESCROW
        ? new RowTags.Tagged("escrow row", Vault.fields(fields, encoded.escrow))
        : new RowTags.Tagged("row", fields);
  }
}
