package org.sealgate.archive;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.sealgate.ErrorCode;
import org.sealgate.Secret;
import org.sealgate.SmimeException;

/** From what opens an archive, a passphrase, a file or a token, to the octets of its master key. */
final class MasterKeyDerivation {
  private static final byte ARGON2ID = 1;
  private static final byte KEY_FILE = 2;
  private static final byte ON_TOKEN = 3;

  private MasterKeyDerivation() {}

  /**
   * What a passphrase costs (RFC 9106, 4): recorded in the archive, so that it may change.
   *
   * @param kibibytes memory
   * @param passes over it
   */
  record Cost(int kibibytes, int passes) {
    /** 64 MiB, three passes: the second recommendation of RFC 9106, on one lane. */
    static final Cost DEFAULT = new Cost(65_536, 3);

    private static final int MOST_KIBIBYTES = 4 << 20;
    private static final int MOST_PASSES = 1_000;
  }

  /** How a new master key is derived, with a salt of its own; recorded in the archive. */
  static byte[] newParameters(MasterKey key, Cost cost) {
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

  /**
   * The vault under the master key.
   *
   * @throws SmimeException WRONG_PASSWORD where the archive opens with another kind of master key
   */
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
    if (kibibytes > Cost.MOST_KIBIBYTES || passes > Cost.MOST_PASSES) {
      throw SmimeException.limit("argon2Kibibytes", Cost.MOST_KIBIBYTES);
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
}
