package org.sealgate.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sealgate.ErrorCode;
import org.sealgate.Secret;
import org.sealgate.SmimeException;
import org.sealgate.fixtures.pki.KeyAlgorithm;
import org.sealgate.fixtures.pki.KeyUse;
import org.sealgate.fixtures.pki.Pkcs12Style;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;
import org.sealgate.provider.Crypto;

class KeyFileReaderTest {
  private static final TestPki PKI = TestPki.shared();
  private static final List<Secret> PASSWORD = List.of(Secret.of("geheim"));

  private final TestIdentity alice =
      PKI.user("alice@example.org").key(KeyAlgorithm.EC_P256).issue();
  private final TestIdentity bob = PKI.user("bob@example.org").key(KeyAlgorithm.RSA_2048).issue();

  @ParameterizedTest
  @EnumSource(Pkcs12Style.class)
  void severalIdentitiesInOneFileKeepTheirKeysAndChains(Pkcs12Style style) {
    byte[] file = TestIdentity.pkcs12(List.of(alice, bob), style, "geheim");
    IdentityFile read = IdentityFile.read(file, PASSWORD);
    assertThat(read.identities()).hasSize(2);
    assertThat(read.identities())
        .allSatisfy(identity -> {
          assertThat(identity.chain()).isEqualTo(alice.chain());
          assertThat(PrivateKeys.matches(identity.privateKey(), identity.certificate().x509()))
              .isTrue();
        });
  }

  @ParameterizedTest
  @EnumSource(
      value = KeyAlgorithm.class,
      names = {"RSA_512"},
      mode = EnumSource.Mode.EXCLUDE)
  void everyKindOfKeyIsJoinedToItsCertificateByItsPublicKey(KeyAlgorithm algorithm) {
    KeyUse use = algorithm.signs() ? KeyUse.SIGNING : KeyUse.ENCRYPTION;
    TestIdentity identity = PKI.user("carol@example.org").key(algorithm).use(use).issue();
    String pem = identity.privateKeyPem() + identity.chainPem();
    IdentityFile read = IdentityFile.read(ascii(pem), List.of());
    assertThat(read.identities()).hasSize(1);
    assertThat(read.keys()).isEmpty();
    ImportReport report = ImportReport.of(read.identities().get(0), java.time.Instant.now());
    assertThat(report.checks()).noneMatch(check -> check.outcome() == Check.Outcome.BAD);
  }

  @Test
  void pemIsReadInAnyOrderWithTextBetween() {
    String pem =
        "subject=/CN=somebody\r\n"
            + alice.chainPem()
            + "Bag Attributes\n"
            + bob.privateKeyPem()
            + bob.certificatePem()
            + alice.privateKeyPem();
    IdentityFile read = IdentityFile.read(ascii(pem), List.of());
    assertThat(read.identities()).hasSize(2);
    assertThat(read.keyCount()).isEqualTo(2);
  }

  @Test
  void derAndBareBase64AreReadToo() {
    byte[] pkcs8 = bob.privateKey().getEncoded();
    assertThat(IdentityFile.read(pkcs8, List.of()).keys()).hasSize(1);
    assertThat(IdentityFile.read(bob.certificateDer(), List.of()).certificates()).hasSize(1);
    byte[] base64 = Base64.getMimeEncoder().encode(bob.pkcs12("geheim"));
    assertThat(IdentityFile.read(base64, PASSWORD).identities()).hasSize(1);
  }

  @Test
  void bouncyCastlesKeyStoreIsReadWithTheRightPasswordOnly() throws Exception {
    KeyStore store = Crypto.preferred().keyStore("BCFKS");
    store.load(null, null);
    Certificate[] chain = bob.fullChain().toArray(Certificate[]::new);
    store.setKeyEntry("bob", bob.privateKey(), "geheim".toCharArray(), chain);
    var out = new ByteArrayOutputStream();
    store.store(out, "geheim".toCharArray());
    assertThat(IdentityFile.read(out.toByteArray(), PASSWORD).identities()).hasSize(1);
    fails(out.toByteArray(), List.of(Secret.of("falsch")), ErrorCode.WRONG_PASSWORD);
  }

  @Test
  void aWrongPasswordIsToldFromABrokenFile() {
    byte[] file = alice.pkcs12("geheim");
    fails(file, List.of(Secret.of("falsch")), ErrorCode.WRONG_PASSWORD);
    fails(Arrays.copyOf(file, file.length / 2), PASSWORD, ErrorCode.MALFORMED);
    fails(ascii("Dear customer, find attached"), PASSWORD, ErrorCode.MALFORMED);
    fails(new byte[0], PASSWORD, ErrorCode.MALFORMED);
    fails(ascii("SQLite format 3\0..."), PASSWORD, ErrorCode.UNSUPPORTED);
  }

  @Test
  void theRightOneOfManyPasswordsIsFound() {
    List<Secret> many =
        List.of(Secret.of("a"), Secret.of(""), Secret.of("Größe"), Secret.of("geheim"));
    assertThat(IdentityFile.read(alice.pkcs12("geheim"), many).identities()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Pkcs12Style.class)
  void passwordsOfAnyScriptAndLengthOpen(Pkcs12Style style) {
    for (String password : List.of("Grüße", "παλάμη", "鍵🔑", "x".repeat(200), " ")) {
      byte[] file = alice.pkcs12(style, password);
      assertThat(IdentityFile.read(file, List.of(Secret.of(password))).identities()).hasSize(1);
    }
  }

  @Test
  void aCostBombIsRefusedBeforeItIsPaid() {
    byte[] file = alice.pkcs12("geheim");
    var one = new KeyFileLimits(1 << 20, 100, 16, 100, 1_000_000, 1 << 20);
    assertThatThrownBy(() -> IdentityFile.read(file, PASSWORD, one))
        .hasMessageContaining("kdfIterations");
    var all = new KeyFileLimits(1 << 20, 100, 16, 10_000_000, 100, 1 << 20);
    assertThatThrownBy(() -> IdentityFile.read(file, PASSWORD, all))
        .hasMessageContaining("kdfWork");
    var size = new KeyFileLimits(100, 100, 16, 10_000_000, 1_000_000, 1 << 20);
    assertThatThrownBy(() -> IdentityFile.read(file, PASSWORD, size))
        .hasMessageContaining("keyFileOctets");
  }

  @Test
  void noBrokenOctetsEndInAnythingButAnErrorOfOurs() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    var small = new KeyFileLimits(1 << 20, 100, 16, 10_000, 30_000, 1 << 20);
    byte[] good = alice.pkcs12(Pkcs12Style.LEGACY, "geheim");
    for (int round = 0; round < 300; round++) {
      byte[] bad = good.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      }
      byte[] cut = Arrays.copyOf(bad, random.nextInt(bad.length));
      for (byte[] file : List.of(bad, cut)) {
        try {
          assertThat(IdentityFile.read(file, PASSWORD, small)).isNotNull();
        } catch (SmimeException expected) {
          assertThat(expected.getMessage()).as("seed " + seed).doesNotContain("\n");
        }
      }
    }
  }

  private static void fails(byte[] file, List<Secret> passwords, ErrorCode code) {
    assertThatThrownBy(() -> IdentityFile.read(file, passwords))
        .isInstanceOfSatisfying(SmimeException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
