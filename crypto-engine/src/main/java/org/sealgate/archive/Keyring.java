package org.sealgate.archive;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.sealgate.ErrorCode;
import org.sealgate.Secret;
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
  private static final byte ARGON2ID = 1;
  private static final byte KEY_FILE = 2;
  private static final byte ON_TOKEN = 3;

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
  static Keyring open(Store store, MasterKey key, Argon2 cost) {
    Optional<byte[]> stored = store.read(connection -> meta(connection, KDF));
    byte[] parameters = stored.orElseGet(() -> newParameters(key, cost));
    Vault master = vault(key, parameters);
    Optional<Keyring> made =
        store.write(connection -> {
          if (meta(connection, KDF).isPresent()) {
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
    byte[] sealed = meta(connection, SECRET).orElseThrow();
    byte[] secret = unseal(master, sealed, SECRET_PURPOSE);
    Optional<Vault> previous =
        meta(connection, PREVIOUS).map(key -> new Vault(unseal(master, key, PREVIOUS_PURPOSE)));
    Keyring keyring = new Keyring(master, secret, parameters, previous);
    keyring.sealedSecret = sealed;
    return keyring;
  }

  /** True where there is an archive already. */
  static boolean isThere(Connection connection) throws SQLException {
    return meta(connection, KDF).isPresent();
  }

  /** The same archive under another master key; {@link #store} makes it so. */
  Keyring rotatedTo(MasterKey key, Argon2 cost) {
    byte[] parameters = newParameters(key, cost);
    return new Keyring(vault(key, parameters), secret, parameters, Optional.of(master));
  }

  /**
   * Makes sure that nobody changed the master key since this was opened: what is written under the
   * old one would be lost.
   *
   * @throws SmimeException UNAVAILABLE where somebody did
   */
  boolean requireCurrent(Connection connection) throws SQLException {
    if (!Arrays.equals(meta(connection, SECRET).orElseThrow(), sealedSecret)) {
      throw new SmimeException(
          ErrorCode.UNAVAILABLE,
          "the master key of the key archive was changed meanwhile: start again with the new one");
    }
    return true;
  }

  /** Writes down how this master key is derived, and the secret under it. */
  void store(Connection connection) throws SQLException {
    sealedSecret = master.seal(secret, SECRET_PURPOSE);
    putMeta(connection, KDF, parameters);
    putMeta(connection, SECRET, sealedSecret);
    if (previous.isPresent()) {
      putMeta(connection, PREVIOUS, previous.get().sealedIn(master, PREVIOUS_PURPOSE));
    }
  }

  /** Forgets the master key before this one: no data key is under it any more. */
  static void dropPrevious(Connection connection) throws SQLException {
    dropMeta(connection, PREVIOUS);
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

  /**
   * What a passphrase costs (RFC 9106, 4): recorded in the archive, so that it may change.
   *
   * @param kibibytes memory
   * @param passes over it
   */
  record Argon2(int kibibytes, int passes) {
    /** 64 MiB, three passes: the second recommendation of RFC 9106, on one lane. */
    static final Argon2 DEFAULT = new Argon2(65_536, 3);

    private static final int MOST_KIBIBYTES = 4 << 20;
    private static final int MOST_PASSES = 1_000;
  }

  static byte[] newParameters(MasterKey key, Argon2 cost) {
    byte[] salt = Arrays.copyOf(Vault.newKey(), 16);
    return switch (key) {
      case MasterKey.Passphrase p ->
          ByteBuffer.allocate(25)
              .put(ARGON2ID)
              .putInt(cost.kibibytes)
              .putInt(cost.passes)
              .put(salt)
              .array();
      case MasterKey.KeyFile f -> new byte[] {KEY_FILE};
      case MasterKey.OnToken place -> onToken(TokenWrapping.made(place));
    };
  }

  private static byte[] onToken(byte[] wrapping) {
    return ByteBuffer.allocate(1 + wrapping.length).put(ON_TOKEN).put(wrapping).array();
  }

  static Vault vault(MasterKey key, byte[] parameters) {
    byte[] octets =
        switch (key) {
          case MasterKey.Passphrase(Secret passphrase) when parameters[0] == ARGON2ID ->
              argon2id(passphrase, ByteBuffer.wrap(parameters, 1, parameters.length - 1));
          case MasterKey.KeyFile(var path) when parameters[0] == KEY_FILE ->
              MasterKey.KeyFileOctets.read(path);
          case MasterKey.OnToken place when parameters[0] == ON_TOKEN ->
              TokenWrapping.opened(place, Arrays.copyOfRange(parameters, 1, parameters.length));
          case MasterKey.Passphrase p -> throw otherKind(parameters[0], "a passphrase");
          case MasterKey.KeyFile f -> throw otherKind(parameters[0], "a key file");
          case MasterKey.OnToken t -> throw otherKind(parameters[0], "a key on a token");
        };
    Vault vault = new Vault(octets);
    Arrays.fill(octets, (byte) 0);
    return vault;
  }

  private static SmimeException otherKind(byte wanted, String given) {
    String kind =
        switch (wanted) {
          case ARGON2ID -> "a passphrase";
          case KEY_FILE -> "a key file";
          case ON_TOKEN -> "a key on a token";
          default -> "what only a newer Sealgate knows";
        };
    return new SmimeException(
        ErrorCode.WRONG_PASSWORD, "this key archive opens with " + kind + ", not " + given);
  }

  private static byte[] argon2id(Secret passphrase, ByteBuffer parameters) {
    int kibibytes = parameters.getInt();
    int passes = parameters.getInt();
    byte[] salt = new byte[parameters.remaining()];
    parameters.get(salt);
    if (kibibytes > Argon2.MOST_KIBIBYTES || passes > Argon2.MOST_PASSES) {
      throw SmimeException.limit("argon2Kibibytes", Argon2.MOST_KIBIBYTES);
    }
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(kibibytes)
            .withIterations(passes)
            .withParallelism(1)
            .withSalt(salt)
            .build());
    char[] chars = passphrase.chars();
    byte[] key = new byte[Vault.KEY_OCTETS];
    generator.generateBytes(chars, key);
    Arrays.fill(chars, '\0');
    return key;
  }

  static Optional<byte[]> meta(Connection connection, String name) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT value FROM meta WHERE name = ?")) {
      select.setString(1, name);
      try (var rows = select.executeQuery()) {
        return rows.next()
            ? Optional.of(rows.getBytes(1)).filter(value -> value.length > 0)
            : Optional.empty();
      }
    }
  }

  static void putMeta(Connection connection, String name, byte[] value) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO meta (name, value) VALUES (?, ?)"
                + " ON CONFLICT (name) DO UPDATE SET value = excluded.value")) {
      insert.setString(1, name);
      insert.setBytes(2, value);
      insert.executeUpdate();
    }
  }

  /** Empties a value, which then is absent: a gateway's role may delete nothing. */
  static void dropMeta(Connection connection, String name) throws SQLException {
    putMeta(connection, name, new byte[0]);
  }

  @Override
  public void close() {
    master.close();
    previous.ifPresent(Vault::close);
    archive.close();
    Arrays.fill(secret, (byte) 0);
  }
}
