package org.sealgate.identity;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.pkcs.AuthenticatedSafe;
import org.bouncycastle.asn1.pkcs.CertBag;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.SafeBag;
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
  void aByteOrderMarkOrUtf16HidesNoKey() {
    String pem = bob.privateKeyPem() + bob.certificatePem();
    for (Charset charset : List.of(StandardCharsets.UTF_8, UTF_16LE, UTF_16BE)) {
      byte[] file = ("\uFEFF" + pem).getBytes(charset);
      assertThat(IdentityFile.read(file, List.of()).identities()).as("%s", charset).hasSize(1);
      assertThat(IdentityFile.isLikely(file)).isTrue();
    }
    assertThat(IdentityFile.read(pem.getBytes(UTF_16LE), List.of()).identities()).hasSize(1);
    String base64 = Base64.getMimeEncoder().encodeToString(bob.pkcs12("geheim"));
    assertThat(IdentityFile.read(("\uFEFF" + base64).getBytes(UTF_16LE), PASSWORD).identities())
        .hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = KeyAlgorithm.class,
      names = {"ED25519", "X25519", "EC_P256"})
  void bareBase64OfAShortKeyIsReadToo(KeyAlgorithm algorithm) {
    KeyUse use = algorithm.signs() ? KeyUse.SIGNING : KeyUse.ENCRYPTION;
    TestIdentity carol = PKI.user("carol@example.org").key(algorithm).use(use).issue();
    byte[] base64 = Base64.getMimeEncoder().encode(carol.privateKey().getEncoded());
    assertThat(IdentityFile.read(base64, List.of()).keys()).hasSize(1);
    assertThat(IdentityFile.isLikely(ascii("MAKE ME A KEY"))).isFalse();
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

  /** Bags of other kinds, attributes nobody knows, no localKeyId, and no MAC. */
  @Test
  void whatIsNotAskedForInAPkcs12FileIsNoObstacle() throws Exception {
    ASN1Set unknown =
        new DERSet(
            new DERSequence(
                new ASN1Encodable[] {
                  new ASN1ObjectIdentifier("1.3.6.1.4.1.311.99.1"),
                  new DERSet(new DERUTF8String("what it means, its writer knows"))
                }));
    DEROctetString octets = new DEROctetString(new byte[] {5, 0});
    ASN1Encodable other = PKCSObjectIdentifiers.x509Crl;
    SafeBag[] bags = {
      new SafeBag(PKCSObjectIdentifiers.crlBag, typed(other, octets)),
      new SafeBag(PKCSObjectIdentifiers.secretBag, typed(PKCSObjectIdentifiers.data, octets)),
      new SafeBag(
          PKCSObjectIdentifiers.keyBag,
          PrivateKeyInfo.getInstance(alice.privateKey().getEncoded()),
          unknown),
      new SafeBag(
          PKCSObjectIdentifiers.certBag,
          new CertBag(
              PKCSObjectIdentifiers.x509Certificate, new DEROctetString(alice.certificateDer())),
          unknown)
    };
    ContentInfo safe = data(new AuthenticatedSafe(new ContentInfo[] {data(new DERSequence(bags))}));
    IdentityFile read = IdentityFile.read(new Pfx(safe, null).getEncoded(), List.of());
    assertThat(read.identities()).hasSize(1);
    assertThat(read.identities().getFirst().certificate().x509()).isEqualTo(alice.certificate());
  }

  private static DERSequence typed(ASN1Encodable type, ASN1Encodable value) {
    return new DERSequence(new ASN1Encodable[] {type, new DERTaggedObject(0, value)});
  }

  private static ContentInfo data(ASN1Encodable content) throws IOException {
    byte[] encoded = content.toASN1Primitive().getEncoded();
    return new ContentInfo(PKCSObjectIdentifiers.data, new DEROctetString(encoded));
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
