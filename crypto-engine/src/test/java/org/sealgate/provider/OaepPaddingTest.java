package org.sealgate.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.spec.MGF1ParameterSpec;
import java.util.Random;
import java.util.stream.Stream;
import javax.crypto.BadPaddingException;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sealgate.fixtures.pki.KeyAlgorithm;
import org.sealgate.fixtures.pki.KeyPool;

/** Padding that other implementations put on, and what is no padding. */
class OaepPaddingTest {
  private static final Crypto CRYPTO = Crypto.withoutNative();
  private static final KeyPair KEYS = KeyPool.shared(KeyAlgorithm.RSA_2048, 0);

  static Stream<OAEPParameterSpec> parameters() {
    return Stream.of(
        with("SHA-1", "SHA-1", ""),
        with("SHA-256", "SHA-256", ""),
        with("SHA-256", "SHA-1", ""),
        with("SHA-512", "SHA-512", "label"));
  }

  private static OAEPParameterSpec with(String digest, String mask, String label) {
    return new OAEPParameterSpec(
        digest,
        "MGF1",
        new MGF1ParameterSpec(mask),
        new PSource.PSpecified(label.getBytes(StandardCharsets.US_ASCII)));
  }

  /** What a token gives back: the power, with its padding. */
  private static byte[] block(byte[] message, OAEPParameterSpec parameters)
      throws GeneralSecurityException {
    byte[] sealed =
        CRYPTO.encrypter("RSA/ECB/OAEPPadding", KEYS.getPublic(), parameters).doFinal(message);
    return CRYPTO.decrypter("RSA/ECB/NoPadding", KEYS.getPrivate(), null).doFinal(sealed);
  }

  @ParameterizedTest
  @MethodSource("parameters")
  void everyLengthOfMessageComesOut(OAEPParameterSpec parameters) throws Exception {
    for (int length : new int[] {0, 1, 16, 32, 100}) {
      byte[] message = new byte[length];
      new Random(length).nextBytes(message);
      assertThat(new OaepPadding(CRYPTO, parameters).removed(block(message, parameters)))
          .isEqualTo(message);
    }
  }

  @ParameterizedTest
  @MethodSource("parameters")
  void aMessageOfZerosAndOnesComesOut(OAEPParameterSpec parameters) throws Exception {
    byte[] message = {0, 0, 1, 0, 1, 1, 0};
    assertThat(new OaepPadding(CRYPTO, parameters).removed(block(message, parameters)))
        .isEqualTo(message);
  }

  @Test
  void everyChangedOctetGivesTheSameRefusal() throws Exception {
    OAEPParameterSpec parameters = with("SHA-256", "SHA-256", "");
    byte[] block = block(new byte[] {1, 2, 3}, parameters);
    // A change of any octet changes the seed, and with it everything that the seed masks.
    for (int i = 0; i < block.length; i++) {
      byte[] changed = block.clone();
      changed[i] ^= 0x40;
      assertThatThrownBy(() -> new OaepPadding(CRYPTO, parameters).removed(changed))
          .isInstanceOf(BadPaddingException.class)
          .hasMessage("the padding is bad");
    }
  }

  @Test
  void anotherDigestOrLabelIsRefused() throws Exception {
    byte[] block = block(new byte[] {1, 2, 3}, with("SHA-256", "SHA-256", "one"));
    for (OAEPParameterSpec other :
        new OAEPParameterSpec[] {
          with("SHA-256", "SHA-256", "two"),
          with("SHA-256", "SHA-1", "one"),
          with("SHA-1", "SHA-256", "one")
        }) {
      assertThatThrownBy(() -> new OaepPadding(CRYPTO, other).removed(block))
          .hasMessage("the padding is bad");
    }
  }

  @Test
  void aKeyShorterThanItsDigestsIsRefused() {
    assertThatThrownBy(
            () -> new OaepPadding(CRYPTO, with("SHA-512", "SHA-512", "")).removed(new byte[128]))
        .isInstanceOf(BadPaddingException.class);
  }
}
