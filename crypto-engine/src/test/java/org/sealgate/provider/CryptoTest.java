package org.sealgate.provider;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CryptoTest {
  private static final byte[] TEXT = "what is signed".getBytes(US_ASCII);
  private static final BouncyCastleProvider FOREIGN = new BouncyCastleProvider();
  private static final Crypto PREFERRED = Crypto.preferred();
  private static final Crypto PLAIN = Crypto.withoutNative();

  static Stream<Arguments> pairs() {
    return Stream.of(PREFERRED, PLAIN)
        .flatMap(one -> Stream.of(PREFERRED, PLAIN).map(two -> Arguments.of(one, two)));
  }

  static Stream<Crypto> modes() {
    return Stream.of(PREFERRED, PLAIN);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void eachVerifiesWhatTheOtherSigned(Crypto signer, Crypto verifier) throws Exception {
    KeyPair rsa = rsa();
    for (String algorithm :
        List.of("MD5withRSA", "SHA1withRSA", "SHA256withRSA", "SHA384withRSA", "SHA512withRSA")) {
      checkSignature(signer, verifier, new Case(algorithm, rsa, null));
    }
    for (PSSParameterSpec pss :
        List.of(
            pss("SHA-256", "SHA-256", 32),
            pss("SHA-512", "SHA-512", 17),
            pss("SHA-256", "SHA-1", 0))) {
      checkSignature(signer, verifier, new Case("RSASSA-PSS", rsa, pss));
    }
    for (String curve : List.of("secp256r1", "secp384r1", "secp521r1", "brainpoolP256r1")) {
      checkSignature(signer, verifier, new Case("SHA256withECDSA", ec(curve), null));
    }
    for (String other : List.of("Ed25519", "Ed448", "ML-DSA-65", "SLH-DSA-SHA2-128F")) {
      KeyPair pair = PREFERRED.keyPairGenerator(other).generateKeyPair();
      checkSignature(signer, verifier, new Case(other, pair, null));
    }
  }

  private record Case(
      String algorithm, KeyPair keys, @Nullable AlgorithmParameterSpec parameters) {}

  private static void checkSignature(Crypto signer, Crypto verifier, Case c)
      throws GeneralSecurityException {
    PrivateKey ready = signer.ready(c.keys().getPrivate());
    for (PrivateKey key : List.of(ready, c.keys().getPrivate())) {
      Signature signing = signer.signer(c.algorithm(), key, c.parameters());
      signing.update(TEXT);
      byte[] signature = signing.sign();
      Signature verifying =
          verifier.verifier(c.algorithm(), verifier.ready(c.keys().getPublic()), c.parameters());
      verifying.update(TEXT);
      assertThat(verifying.verify(signature)).as(c.algorithm()).isTrue();
      // Bouncy Castle wants the same digest twice in PSS.
      boolean odd = c.parameters() instanceof PSSParameterSpec pss && pss.getSaltLength() == 0;
      assertThat(odd || foreignVerifies(c, signature)).as(c.algorithm() + " by another").isTrue();
    }
  }

  private static boolean foreignVerifies(Case c, byte[] signature) throws GeneralSecurityException {
    Signature foreign = Signature.getInstance(c.algorithm(), FOREIGN);
    foreign.initVerify(
        java.security.KeyFactory.getInstance(c.keys().getPublic().getAlgorithm(), FOREIGN)
            .generatePublic(
                new java.security.spec.X509EncodedKeySpec(c.keys().getPublic().getEncoded())));
    if (c.parameters() != null) {
      foreign.setParameter(c.parameters());
    }
    foreign.update(TEXT);
    return foreign.verify(signature);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void eachUnwrapsWhatTheOtherWrapped(Crypto wrapper, Crypto unwrapper) throws Exception {
    KeyPair rsa = rsa();
    byte[] cek = new byte[32];
    wrapper.random().nextBytes(cek);
    record Padding(String name, @Nullable AlgorithmParameterSpec parameters) {}
    byte[] label = {1, 2, 3};
    for (Padding padding :
        List.of(
            new Padding("RSA/ECB/PKCS1Padding", null),
            new Padding("RSA/ECB/OAEPPadding", oaep("SHA-1", "SHA-1", new byte[0])),
            new Padding("RSA/ECB/OAEPPadding", oaep("SHA-256", "SHA-256", new byte[0])),
            new Padding("RSA/ECB/OAEPPadding", oaep("SHA-512", "SHA-1", new byte[0])),
            new Padding(
                "RSA/ECB/OAEPWithSHA-256AndMGF1Padding", oaep("SHA-256", "SHA-256", label)))) {
      byte[] wrapped =
          wrapper.encrypter(padding.name(), rsa.getPublic(), padding.parameters()).doFinal(cek);
      byte[] unwrapped =
          unwrapper
              .decrypter(padding.name(), unwrapper.ready(rsa.getPrivate()), padding.parameters())
              .doFinal(wrapped);
      assertThat(unwrapped).as(padding.toString()).isEqualTo(cek);
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void eachDecryptsWhatTheOtherEncrypted(Crypto one, Crypto two) throws Exception {
    for (int bits : List.of(128, 192, 256)) {
      SecretKeySpec aes = new SecretKeySpec(new byte[bits / 8], "AES");
      check(
          one, two, new Symmetric("AES/CBC/PKCS5Padding", aes, new IvParameterSpec(new byte[16])));
      check(
          one,
          two,
          new Symmetric("AES/GCM/NoPadding", aes, new GCMParameterSpec(128, new byte[12])));
    }
    SecretKeySpec des = new SecretKeySpec("0123456789abcdef01234567".getBytes(US_ASCII), "DESede");
    IvParameterSpec eight = new IvParameterSpec(new byte[8]);
    check(one, two, new Symmetric("DESede/CBC/PKCS5Padding", des, eight));
    SecretKeySpec sixteen = new SecretKeySpec(new byte[16], "X");
    check(one, two, new Symmetric("CAST5/CBC/PKCS5Padding", sixteen, eight));
    SecretKeySpec rc2 = new SecretKeySpec(new byte[16], "RC2");
    check(one, two, new Symmetric("RC2/CBC/PKCS5Padding", rc2, eight));
    IvParameterSpec block = new IvParameterSpec(new byte[16]);
    check(one, two, new Symmetric("Camellia/CBC/PKCS5Padding", sixteen, block));
    check(one, two, new Symmetric("SEED/CBC/PKCS5Padding", sixteen, block));
  }

  private record Symmetric(String name, SecretKeySpec key, AlgorithmParameterSpec parameters) {}

  private static void check(Crypto one, Crypto two, Symmetric c) throws GeneralSecurityException {
    Cipher encrypt = one.cipher(c.name());
    encrypt.init(Cipher.ENCRYPT_MODE, c.key(), c.parameters());
    byte[] encrypted = encrypt.doFinal(TEXT);
    Cipher decrypt = two.decryptionCipher(c.name());
    decrypt.init(Cipher.DECRYPT_MODE, c.key(), c.parameters());
    assertThat(decrypt.doFinal(encrypted)).as(c.name()).isEqualTo(TEXT);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void eachAgreesWithTheOther(Crypto one, Crypto two) throws Exception {
    for (String curve : List.of("secp256r1", "secp384r1", "secp521r1", "brainpoolP384r1")) {
      checkAgreement(one, two, new Agreement("ECDH", ec(curve), ec(curve)));
    }
    for (String xdh : List.of("X25519", "X448")) {
      KeyPairGenerator generator = one.keyPairGenerator(xdh);
      checkAgreement(
          one, two, new Agreement(xdh, generator.generateKeyPair(), generator.generateKeyPair()));
    }
  }

  private record Agreement(String name, KeyPair here, KeyPair there) {}

  private static void checkAgreement(Crypto one, Crypto two, Agreement c)
      throws GeneralSecurityException {
    KeyAgreement ours = one.keyAgreement(c.name(), c.here().getPrivate());
    ours.doPhase(one.ready(c.there().getPublic()), true);
    KeyAgreement theirs = two.keyAgreement(c.name(), two.ready(c.there().getPrivate()));
    theirs.doPhase(two.ready(c.here().getPublic()), true);
    assertThat(ours.generateSecret()).as(c.name()).isEqualTo(theirs.generateSecret());
  }

  @ParameterizedTest
  @MethodSource("modes")
  void readsKeysOfAnyAlgorithmFromTheirEncodings(Crypto crypto) throws Exception {
    List<KeyPair> pairs =
        List.of(
            rsa(),
            ec("secp256r1"),
            ec("brainpoolP256r1"),
            generated("Ed25519"),
            generated("X448"),
            generated("ML-KEM-768"),
            generated("DSA"));
    for (KeyPair pair : pairs) {
      assertThat(crypto.publicKey(pair.getPublic().getEncoded()).getEncoded())
          .isEqualTo(pair.getPublic().getEncoded());
      assertThat(crypto.privateKey(pair.getPrivate().getEncoded()).getAlgorithm()).isNotEmpty();
    }
    assertThatThrownBy(() -> crypto.publicKey(new byte[] {1, 2, 3}))
        .isInstanceOf(GeneralSecurityException.class);
  }

  private static KeyPair generated(String algorithm) throws GeneralSecurityException {
    return PREFERRED.keyPairGenerator(algorithm).generateKeyPair();
  }

  @Test
  void hasTheDigestsOfOldAndNewMail() throws Exception {
    for (Crypto crypto : List.of(PREFERRED, PLAIN)) {
      for (String name :
          List.of(
              "MD2",
              "MD5",
              "SHA-1",
              "SHA-224",
              "SHA-256",
              "SHA-512",
              "SHA3-256",
              "RIPEMD160",
              "SHA-512/256",
              "SHAKE256-512",
              "GOST3411",
              "WHIRLPOOL")) {
        assertThat(crypto.digest(name).digest(TEXT)).isNotEmpty();
      }
      assertThatThrownBy(() -> crypto.digest("no such digest"))
          .isInstanceOf(NoSuchAlgorithmException.class);
    }
  }

  @Test
  void usesNativeCodeWhereItIsFastest() throws Exception {
    assumeThat(Providers.nativeProvider().provider()).as(PREFERRED.nativeState()).isPresent();
    PrivateKey ready = PREFERRED.ready(rsa().getPrivate());
    assertThat(PREFERRED.ready(ready)).isSameAs(ready);
    assertThat(ready).isInstanceOf(RSAPrivateCrtKey.class);
    for (Signature signature :
        List.of(
            PREFERRED.signer("SHA256withRSA", ready),
            PREFERRED.signer("RSASSA-PSS", ready, pss("SHA-256", "SHA-256", 32)))) {
      assertThat(signature.getProvider().getName()).startsWith("AmazonCorretto");
    }
    Cipher oaep =
        PREFERRED.decrypter(
            "RSA/ECB/OAEPWithSHA-256AndMGF1Padding",
            ready,
            oaep("SHA-256", "SHA-256", new byte[0]));
    assertThat(oaep.getProvider().getName()).startsWith("AmazonCorretto");
    assertThat(PREFERRED.ready(ec("secp256r1").getPrivate()).getClass().getName())
        .startsWith("com.amazon");
    assertThat(PLAIN.signer("SHA256withRSA", rsa().getPrivate()).getProvider().getName())
        .isEqualTo("SunRsaSign");
  }

  @Test
  void refusesOaepWithoutParametersBecauseProvidersDisagree() throws Exception {
    KeyPair rsa = rsa();
    assertThatThrownBy(() ->
            PREFERRED.encrypter("RSA/ECB/OAEPWithSHA-256AndMGF1Padding", rsa.getPublic(), null))
        .isInstanceOf(InvalidAlgorithmParameterException.class);
  }

  @Test
  void leavesAKeyOnATokenAlone() {
    PrivateKey opaque = new OpaqueKey();
    assertThat(PREFERRED.ready(opaque)).isSameAs(opaque);
    assertThatThrownBy(() -> PREFERRED.signer("SHA256withRSA", opaque))
        .isInstanceOf(GeneralSecurityException.class);
  }

  private static final class OpaqueKey implements PrivateKey {
    private static final long serialVersionUID = 1L;

    @Override
    public String getAlgorithm() {
      return "RSA";
    }

    @Override
    public @Nullable String getFormat() {
      return null;
    }

    @Override
    public byte @Nullable [] getEncoded() {
      return null;
    }
  }

  @Test
  void reportsWhoDoesWhat() {
    assertThat(PREFERRED.choices()).extracting(Choice::provider).allMatch(Optional::isPresent);
    assertThat(PLAIN.choices())
        .extracting(choice -> choice.provider().orElseThrow())
        .noneMatch(name -> name.startsWith("Amazon"));
    assertThat(PLAIN.choices())
        .filteredOn(Choice::isSlower)
        .extracting(Choice::algorithm)
        .contains("SHA256withRSA", "AES/GCM/NoPadding")
        .doesNotContain("SHA-256", "X25519");
    assertThat(PLAIN.nativeState()).isEqualTo("not asked for");
  }

  private static KeyPair rsa() throws GeneralSecurityException {
    KeyPairGenerator generator = PLAIN.keyPairGenerator("RSA");
    generator.initialize(2048);
    return generator.generateKeyPair();
  }

  private static KeyPair ec(String curve) throws GeneralSecurityException {
    boolean foreign = curve.startsWith("brainpool");
    KeyPairGenerator generator =
        foreign ? KeyPairGenerator.getInstance("EC", FOREIGN) : PLAIN.keyPairGenerator("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    return generator.generateKeyPair();
  }

  private static PSSParameterSpec pss(String digest, String mgf, int salt) {
    return new PSSParameterSpec(digest, "MGF1", new MGF1ParameterSpec(mgf), salt, 1);
  }

  private static OAEPParameterSpec oaep(String digest, String mgf, byte[] label) {
    return new OAEPParameterSpec(
        digest, "MGF1", new MGF1ParameterSpec(mgf), new PSource.PSpecified(label));
  }
}
