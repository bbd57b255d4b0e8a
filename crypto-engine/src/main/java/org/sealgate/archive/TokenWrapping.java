package org.sealgate.archive;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Function;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.provider.Token;
import org.sealgate.provider.TokenKey;

/**
 * A master key that lies wrapped in the archive, under an AES key on a token: CBC of its two blocks
 * under a random vector, then HMAC-SHA256 over that, keyed by what is wrapped. Only who unwraps the
 * right key can make or check the tag, so another token, another key on it and a changed octet are
 * all noticed; and no token is asked for more than CBC.
 */
final class TokenWrapping {
  private static final String PURPOSE = "token wrapping";
  private static final int TAG_OCTETS = 32;

  private TokenWrapping() {}

  /** Makes a master key, and its wrapping; the key on the token, too, where there is none yet. */
  static byte[] made(MasterKey.OnToken place) {
    byte[] key = Vault.newKey();
    try (Vault vault = new Vault(key)) {
      byte[] wrapped =
          with(
              place,
              token ->
                  token
                      .secretKey(label(place))
                      .orElseGet(() -> token.makeSecretKey(label(place)))
                      .encrypted(key));
      return joined(wrapped, vault.tag(PURPOSE, wrapped));
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /**
   * The master key.
   *
   * @throws SmimeException WRONG_PASSWORD where the token has another key, or none of that label
   */
  static byte[] opened(MasterKey.OnToken place, byte[] wrapping) {
    int length = Math.max(0, wrapping.length - TAG_OCTETS);
    byte[] wrapped = Arrays.copyOf(wrapping, length);
    byte[] key = with(place, token -> existing(token, place).decrypted(wrapped));
    if (key.length == Vault.KEY_OCTETS) {
      try (Vault vault = new Vault(key)) {
        byte[] tag = Arrays.copyOfRange(wrapping, length, wrapping.length);
        if (MessageDigest.isEqual(vault.tag(PURPOSE, wrapped), tag)) {
          return key;
        }
      }
    }
    throw new SmimeException(
        ErrorCode.WRONG_PASSWORD,
        "the key '%s' on the %s does not open this key archive: give the token that does"
            .formatted(label(place), place.uri().name()));
  }

  private static TokenKey existing(Token token, MasterKey.OnToken place) {
    return token
        .secretKey(label(place))
        .orElseThrow(() ->
            new SmimeException(
                ErrorCode.WRONG_PASSWORD,
                "the %s has no AES key labelled '%s' for this key archive: give the one that has it"
                    .formatted(token.name(), label(place))));
  }

  private static byte[] with(MasterKey.OnToken place, Function<Token, byte[]> work) {
    try (Token token = Token.open(place.uri(), place.pin())) {
      return work.apply(token);
    }
  }

  private static String label(MasterKey.OnToken place) {
    return place.uri().object().orElseThrow();
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
