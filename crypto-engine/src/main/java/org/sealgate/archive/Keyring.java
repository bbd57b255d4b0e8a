package org.sealgate.archive;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.crypto.AEADBadTagException;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;

/**
 * The keys of an open archive. The master key wraps each identity's data key, the key of the tags
 * over rows, and the archive's own secret, under which the audit carries its tags; that one opens
 * only with the right master key, which is how a wrong one is noticed at once.
 */
final class Keyring implements AutoCloseable {
  private static final String KDF = "kdf";
  private static final String SECRET = "secret";
  private static final String PREVIOUS = "previous";
  private static final String ROW_TAGS = "row-tags";
  private static final String PREVIOUS_ROW_TAGS = "previous-row-tags";

  /**
   * Of an archive of format 3 whose master key was not changed since: its rows are under it too.
   */
  private static final byte[] SECRET_PURPOSE = Vault.utf8("sealgate archive secret");

  /** Rows have a key of their own: nobody without the master key can make it look otherwise. */
  private static final byte[] SECRET_APART_PURPOSE =
      Vault.utf8("sealgate archive secret, rows apart");

  private static final byte[] PREVIOUS_PURPOSE = Vault.utf8("sealgate previous master key");
  private static final byte[] ROW_TAGS_PURPOSE = Vault.utf8("sealgate row tags");
  private static final byte[] PREVIOUS_ROW_TAGS_PURPOSE = Vault.utf8("sealgate previous row tags");

  private final Vault master;
  private final Vault archive;
  private final byte[] secret;
  private final byte[] parameters;
  private final Optional<Vault> previous;
  private final RowTags rowTags;
  private byte[] sealedSecret = {};

  private Keyring(Masters masters, byte[] secret, RowTags rowTags) {
    this.master = masters.current;
    this.previous = masters.previous;
    this.parameters = masters.parameters.clone();
    this.archive = new Vault(secret);
    this.secret = secret.clone();
    this.rowTags = rowTags;
  }

  /** The master key, how it is derived, and the one before it. */
  private record Masters(Vault current, byte[] parameters, Optional<Vault> previous) {}

  /** The vault under the master key: wraps data keys. */
  Vault master() {
    return master;
  }

  /** The master key before this one, while some data keys are still under it. */
  Optional<Vault> previous() {
    return previous;
  }

  /** The tags over rows. */
  RowTags rowTags() {
    return rowTags;
  }

  /** The vault under the archive's secret, which never changes: tags the audit. */
  Vault archive() {
    return archive;
  }

  /**
   * Opens the archive's secret, or makes it where the archive is new.
   *
   * @throws SmimeException WRONG_PASSWORD where the master key is another
   */
  static Keyring open(Store store, MasterKey key, MasterKeyDerivation.Cost cost) {
    Optional<byte[]> stored = store.read(connection -> Meta.get(connection, KDF));
    byte[] parameters = stored.orElseGet(() -> MasterKeyDerivation.newParameters(key, cost));
    Vault master = MasterKeyDerivation.vault(key, parameters);
    Optional<Keyring> made =
        store.write(connection -> {
          if (Meta.get(connection, KDF).isPresent()) {
            return Optional.empty();
          }
          Masters masters = new Masters(master, parameters, Optional.empty());
          Keyring created = new Keyring(masters, Vault.newKey(), RowTags.fresh());
          created.store(connection);
          return Optional.of(created);
        });
    if (made.isPresent()) {
      return made.get();
    }
    if (stored.isEmpty()) {
      // Another process made the archive meanwhile: its parameters count.
      return open(store, key, cost);
    }
    return store.snapshot(connection -> unsealed(connection, master, parameters));
  }

  private static Keyring unsealed(Connection connection, Vault master, byte[] parameters)
      throws SQLException {
    byte[] sealed = Meta.get(connection, SECRET).orElseThrow();
    Optional<byte[]> apart = opened(master, sealed, SECRET_APART_PURPOSE);
    byte[] secret = apart.orElseGet(() -> unseal(master, sealed, SECRET_PURPOSE));
    Masters masters =
        new Masters(
            master, parameters, vault(connection, PREVIOUS, unsealing(master, PREVIOUS_PURPOSE)));
    RowTags tags =
        apart.isPresent()
            ? rowTags(connection, master)
            : new RowTags(new Vault(secret), Optional.empty());
    Keyring keyring = new Keyring(masters, secret, tags);
    keyring.sealedSecret = sealed;
    return keyring;
  }

  private static RowTags rowTags(Connection connection, Vault master) throws SQLException {
    Optional<Vault> current = vault(connection, ROW_TAGS, unsealing(master, ROW_TAGS_PURPOSE));
    return new RowTags(
        current.orElseThrow(() ->
            SmimeException.malformed(
                "the key archive lacks the key of the tags over its rows: restore it from a"
                    + " backup")),
        vault(connection, PREVIOUS_ROW_TAGS, unsealing(master, PREVIOUS_ROW_TAGS_PURPOSE)));
  }

  private static UnaryOperator<byte[]> unsealing(Vault master, byte[] purpose) {
    return sealed -> unseal(master, sealed, purpose);
  }

  private static Optional<Vault> vault(
      Connection connection, String name, UnaryOperator<byte[]> opening) throws SQLException {
    return Meta.get(connection, name).map(opening).map(Vault::new);
  }

  /** True where there is an archive already. */
  static boolean isThere(Connection connection) throws SQLException {
    return Meta.get(connection, KDF).isPresent();
  }

  /** The same archive under another master key; {@link #store} makes it so. */
  Keyring rotatedTo(MasterKey key, MasterKeyDerivation.Cost cost) {
    byte[] parameters = MasterKeyDerivation.newParameters(key, cost);
    Vault vault = MasterKeyDerivation.vault(key, parameters);
    return new Keyring(
        new Masters(vault, parameters, Optional.of(master)), secret, rowTags.successor());
  }

  /**
   * Makes sure that nobody changed the master key since this was opened: what is written under the
   * old one would be lost.
   *
   * @throws SmimeException UNAVAILABLE where somebody did
   */
  boolean requireCurrent(Connection connection) throws SQLException {
    if (!Arrays.equals(Meta.get(connection, SECRET).orElseThrow(), sealedSecret)) {
      throw new SmimeException(
          ErrorCode.UNAVAILABLE,
          "the master key of the key archive was changed meanwhile: start again with the new one");
    }
    return true;
  }

  /** Writes down how this master key is derived, and what is under it. */
  void store(Connection connection) throws SQLException {
    sealedSecret = master.seal(secret, SECRET_APART_PURPOSE);
    Meta.put(connection, KDF, parameters);
    Meta.put(connection, SECRET, sealedSecret);
    Meta.put(connection, ROW_TAGS, rowTags.current().sealedIn(master, ROW_TAGS_PURPOSE));
    if (previous.isPresent()) {
      Meta.put(connection, PREVIOUS, previous.get().sealedIn(master, PREVIOUS_PURPOSE));
    }
    if (rowTags.previous().isPresent()) {
      byte[] sealed = rowTags.previous().get().sealedIn(master, PREVIOUS_ROW_TAGS_PURPOSE);
      Meta.put(connection, PREVIOUS_ROW_TAGS, sealed);
    }
  }

  /** Forgets the master key before this one: no data key and no tag is under it any more. */
  static void dropPrevious(Connection connection) throws SQLException {
    Meta.drop(connection, PREVIOUS);
    Meta.drop(connection, PREVIOUS_ROW_TAGS);
  }

  private static byte[] unseal(Vault master, byte[] sealed, byte[] purpose) {
    return opened(master, sealed, purpose)
        .orElseThrow(() ->
            new SmimeException(
                ErrorCode.WRONG_PASSWORD,
                "the master key does not open this key archive: give the passphrase, key file or"
                    + " token it was made with"));
  }

  private static Optional<byte[]> opened(Vault master, byte[] sealed, byte[] purpose) {
    try {
      return Optional.of(master.open(sealed, purpose));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    master.close();
    previous.ifPresent(Vault::close);
    archive.close();
    rowTags.close();
    Arrays.fill(secret, (byte) 0);
  }
}
