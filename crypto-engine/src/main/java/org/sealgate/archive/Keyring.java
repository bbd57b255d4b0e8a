package org.sealgate.archive;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;

/**
 * The keys of an open archive. The master key wraps each identity's data key, and the archive's own
 * secret, under which rows and audit carry their tags; that one opens only with the right master
 * key, which is how a wrong one is noticed at once.
 */
final class Keyring implements AutoCloseable {
  private static final String KDF = "kdf";
  private static final String SECRET = "secret";
  private static final String PREVIOUS = "previous";
  private static final byte[] SECRET_PURPOSE = Vault.utf8("sealgate archive secret");
  private static final byte[] PREVIOUS_PURPOSE = Vault.utf8("sealgate previous master key");

  private final Vault master;
  private final Vault archive;
  private final byte[] secret;
  private final byte[] parameters;
  private final Optional<Vault> previous;
  private byte[] sealedSecret = {};

  private Keyring(Vault master, byte[] secret, byte[] parameters, Optional<Vault> previous) {
    this.master = master;
    this.previous = previous;
    this.archive = new Vault(secret);
    this.secret = secret.clone();
    this.parameters = parameters.clone();
  }

  /** The vault under the master key: wraps data keys. */
  Vault master() {
    return master;
  }

  /** The master key before this one, while some data keys are still under it. */
  Optional<Vault> previous() {
    return previous;
  }

  /** The vault under the archive's secret: tags rows and audit. */
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
          Keyring created = new Keyring(master, Vault.newKey(), parameters, Optional.empty());
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
    byte[] secret = unseal(master, sealed, SECRET_PURPOSE);
    Optional<Vault> previous =
        Meta.get(connection, PREVIOUS).map(key -> new Vault(unseal(master, key, PREVIOUS_PURPOSE)));
    Keyring keyring = new Keyring(master, secret, parameters, previous);
    keyring.sealedSecret = sealed;
    return keyring;
  }

  /** True where there is an archive already. */
  static boolean isThere(Connection connection) throws SQLException {
    return Meta.get(connection, KDF).isPresent();
  }

  /** The same archive under another master key; {@link #store} makes it so. */
  Keyring rotatedTo(MasterKey key, MasterKeyDerivation.Cost cost) {
    byte[] parameters = MasterKeyDerivation.newParameters(key, cost);
    return new Keyring(
        MasterKeyDerivation.vault(key, parameters), secret, parameters, Optional.of(master));
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

  /** Writes down how this master key is derived, and the secret under it. */
  void store(Connection connection) throws SQLException {
    sealedSecret = master.seal(secret, SECRET_PURPOSE);
    Meta.put(connection, KDF, parameters);
    Meta.put(connection, SECRET, sealedSecret);
    if (previous.isPresent()) {
      Meta.put(connection, PREVIOUS, previous.get().sealedIn(master, PREVIOUS_PURPOSE));
    }
  }

  /** Forgets the master key before this one: no data key is under it any more. */
  static void dropPrevious(Connection connection) throws SQLException {
    Meta.drop(connection, PREVIOUS);
  }

  private static byte[] unseal(Vault master, byte[] sealed, byte[] purpose) {
    try {
      return master.open(sealed, purpose);
    } catch (AEADBadTagException e) {
      throw new SmimeException(
          ErrorCode.WRONG_PASSWORD,
          "the master key does not open this key archive: give the passphrase, key file or token it"
              + " was made with",
          e);
    }
  }

  @Override
  public void close() {
    master.close();
    previous.ifPresent(Vault::close);
    archive.close();
    Arrays.fill(secret, (byte) 0);
  }
}
