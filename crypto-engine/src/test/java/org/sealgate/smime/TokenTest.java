package org.sealgate.smime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sealgate.ErrorCode;
import org.sealgate.Secret;
import org.sealgate.SmimeException;
import org.sealgate.cms.Profile;
import org.sealgate.fixtures.Tools;
import org.sealgate.fixtures.agent.ContentCipher;
import org.sealgate.fixtures.agent.EncryptRequest;
import org.sealgate.fixtures.agent.KeyManagement;
import org.sealgate.fixtures.agent.OpensslAgent;
import org.sealgate.fixtures.agent.Verification;
import org.sealgate.fixtures.mail.TestMails;
import org.sealgate.fixtures.pki.KeyAlgorithm;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;
import org.sealgate.fixtures.token.SoftHsm;
import org.sealgate.fixtures.token.TestToken;
import org.sealgate.identity.Identity;
import org.sealgate.identity.TokenIdentities;
import org.sealgate.provider.Token;
import org.sealgate.provider.TokenUri;

/** Keys on a token sign and decrypt like any others, and never leave it. */
class TokenTest {
  private static final TestPki PKI = TestPki.shared();
  private static final OpensslAgent OPENSSL = OpensslAgent.start();
  private static final Map<KeyAlgorithm, TestIdentity> PEOPLE = new EnumMap<>(KeyAlgorithm.class);
  private static TestToken place;
  private static Token token;

  @BeforeAll
  static void fill() {
    Tools.require("openssl");
    place = SoftHsm.require().gateway();
    for (KeyAlgorithm kind :
        List.of(
            KeyAlgorithm.RSA_2048,
            KeyAlgorithm.EC_P256,
            KeyAlgorithm.EC_P384,
            KeyAlgorithm.EC_P521)) {
      TestIdentity person = PKI.user(kind + "@token.example").key(kind).freshKey().issue();
      place.add(person, kind.name());
      PEOPLE.put(kind, person);
    }
    token = open(place.uri(), place.pin());
  }

  @AfterAll
  static void close() {
    if (token != null) {
      token.close();
    }
  }

  private static Token open(String uri, String pin) {
    return Token.open(TokenUri.parse(uri), Secret.of(pin));
  }

  private static Identity onToken(KeyAlgorithm kind) {
    return TokenIdentities.of(token, Optional.of(kind.name())).getFirst();
  }

  private static TestIdentity person(KeyAlgorithm kind) {
    return Optional.ofNullable(PEOPLE.get(kind)).orElseThrow();
  }

  @ParameterizedTest
  @EnumSource(names = {"RSA_2048", "EC_P256", "EC_P384", "EC_P521"})
  void theKeyStaysThereAndItsCertificatesAreFound(KeyAlgorithm kind) {
    Identity found = onToken(kind);
    assertThat(found.privateKey().getEncoded()).isNull();
    assertThat(found.certificate().x509()).isEqualTo(person(kind).certificate());
    assertThat(found.chain()).isEqualTo(person(kind).chain());
  }

  @ParameterizedTest
  @EnumSource(names = {"RSA_2048", "EC_P256", "EC_P384", "EC_P521"})
  void whatItSignsOpensslVerifies(KeyAlgorithm kind) {
    verified(kind, Profile.DEFAULT);
  }

  @Test
  void opensslVerifiesItsPss() {
    Profile pss =
        Profile.ALL.stream()
            .filter(profile -> profile.rsaSignature() == Profile.RsaSignature.PSS)
            .findFirst()
            .orElseThrow();
    verified(KeyAlgorithm.RSA_2048, pss);
  }

  private static void verified(KeyAlgorithm kind, Profile profile) {
    SignOptions options = SignOptions.by(onToken(kind)).with(profile);
    byte[] signed = Sealing.signed(TestMails.plain(), options);
    Verification verification = OPENSSL.verify(signed, PKI.anchor());
    assertThat(verification.good()).as(verification.report()).isTrue();
    assertThat(Sealing.open(signed).signer().integrity().status()).isEqualTo(Finding.Status.PASS);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "RSA_PKCS1",
        "RSA_OAEP_SHA1",
        "RSA_OAEP_SHA256",
        "ECDH_P256",
        "ECDH_P384",
        "ECDH_P521"
      })
  void whatOpensslEncryptsForItItOpens(KeyManagement management) {
    EncryptRequest how =
        new EncryptRequest(ContentCipher.AES_256_CBC, KeyManagement.RSA_PKCS1).with(management);
    byte[] entity = Sealing.entity(TestMails.plain());
    byte[] sealed = OPENSSL.encrypt(entity, List.of(person(management.key())), how);
    KeySource keys = KeySource.of(List.of(onToken(management.key())));
    assertThat(Sealing.open(sealed, Sealing.with(keys)).content()).isEqualTo(entity);
  }

  @ParameterizedTest
  @EnumSource(names = {"RSA_PKCS1", "RSA_OAEP_SHA256"})
  void anEncryptedKeyThatWasChangedFailsLikeAnyOther(KeyManagement management) {
    EncryptRequest how = EncryptRequest.common().with(management);
    TestIdentity person = person(KeyAlgorithm.RSA_2048);
    byte[] sealed = OPENSSL.encrypt(Sealing.entity(TestMails.plain()), List.of(person), how);
    byte[] der = Cms.structure(sealed);
    byte[] changed = Cms.mail("enveloped-data", Cms.inverted(der, endOfEncryptedKey(der)));
    for (KeySource keys :
        List.of(KeySource.of(List.of(onToken(KeyAlgorithm.RSA_2048))), Sealing.keys(person))) {
      assertThat(Sealing.open(changed, Sealing.with(keys)).encrypted().decryption())
          .isInstanceOf(Layer.Decryption.Failed.class);
    }
  }

  /** The last octet of the 256 that RSA-2048 encrypts to; none but the key is that long. */
  private static int endOfEncryptedKey(byte[] der) {
    return Sealing.text(der).indexOf("\u0004\u0082\u0001\u0000") + 4 + 255;
  }

  @Test
  void aKeyThatIsThereNoMoreIsSaidSo() {
    TestIdentity leaving = PKI.user("leaving@token.example").freshKey().issue();
    place.add(leaving, "leaving");
    Identity identity = TokenIdentities.of(token, Optional.of("leaving")).getFirst();
    byte[] sealed = Sealing.encrypted(TestMails.plain(), leaving);
    place.removePrivateKey("leaving");
    assertThatThrownBy(() -> Sealing.signed(TestMails.plain(), SignOptions.by(identity)))
        .isInstanceOfSatisfying(SmimeException.class, TokenTest::isUnavailable)
        .hasMessageContaining("does not give the use of its key");
    assertThatThrownBy(() -> Sealing.open(sealed, Sealing.with(KeySource.of(List.of(identity)))))
        .isInstanceOfSatisfying(SmimeException.class, TokenTest::isUnavailable);
    assertThatThrownBy(() -> TokenIdentities.of(token, Optional.of("leaving")))
        .hasMessageContaining("has no private key")
        .hasMessageContaining("'leaving'");
  }

  private static void isUnavailable(SmimeException e) {
    assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(e.getMessage()).doesNotContain("\n");
  }

  @Test
  void aWrongPinIsSaidSoWhetherOrNotTheTokenIsInUse() {
    TestToken other = SoftHsm.require().other();
    for (TestToken each : List.of(place, other)) {
      assertThatThrownBy(() -> open(each.uri(), "wrong"))
          .isInstanceOfSatisfying(
              SmimeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WRONG_PASSWORD))
          .hasMessageContaining("'" + each.label() + "'");
    }
  }

  @Test
  void aMissingTokenIsSaidSoWithThoseThatAreThere() {
    String missing = place.uri().replace("gate%20way", "nowhere");
    assertThatThrownBy(() -> open(missing, "1234"))
        .isInstanceOfSatisfying(SmimeException.class, TokenTest::isUnavailable)
        .hasMessageContaining("'nowhere'")
        .hasMessageContaining("'gate way'");
  }

  @Test
  void aUriThatMeansSeveralTokensIsRefused() {
    assertThatThrownBy(() -> open("pkcs11:?module-path=" + place.module(), "1234"))
        .hasMessageContaining("'gate way'")
        .hasMessageContaining("add token");
  }

  @Test
  void aMissingModuleIsSaidSo() {
    assertThatThrownBy(() -> open("pkcs11:token=a?module-path=/nowhere/p11.so", "1234"))
        .hasMessageContaining("there is no PKCS #11 module /nowhere/p11.so");
  }

  @Test
  void aFileThatIsNoModuleIsSaidSo() {
    assertThatThrownBy(() -> open("pkcs11:token=a?module-path=" + place.pinFile(), "1234"))
        .hasMessageContaining("does not load as a PKCS #11 module");
  }

  @Test
  void whoClosesATokenTakesItFromNobodyElse() {
    open(place.uri(), place.pin()).close();
    verified(KeyAlgorithm.EC_P256, Profile.DEFAULT);
  }
}
