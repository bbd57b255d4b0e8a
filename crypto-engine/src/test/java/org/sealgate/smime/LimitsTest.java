package org.sealgate.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSCompressedDataGenerator;
import org.bouncycastle.cms.CMSEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JcePasswordRecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.ZlibCompressor;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sealgate.Secret;
import org.sealgate.SmimeException;
import org.sealgate.cms.CmsLimits;
import org.sealgate.cms.Profile;
import org.sealgate.fixtures.mail.MailText;
import org.sealgate.fixtures.mail.TestMails;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;
import org.sealgate.identity.Identity;
import org.sealgate.identity.IdentityFile;
import org.sealgate.identity.KeyFileLimits;
import org.sealgate.mime.Canonical;
import org.sealgate.mime.Entity;
import org.sealgate.mime.MimeLimits;
import org.sealgate.mime.Octets;
import org.sealgate.trust.PathResult;
import org.sealgate.trust.TrustLimits;
import org.sealgate.trust.TrustStore;

/**
 * Promise 7: hostile input costs a clear error with the name of the limit it went beyond. One row
 * for each limit there is: the least value with which an input is read, and that one less refuses
 * it.
 */
class LimitsTest {
  private static final byte[] MAIL = TestMails.plain();
  private static final byte[] ENTITY = Sealing.entity(MAIL);
  private static final int ITERATIONS = 5_000;

  private final TestPki pki = TestPki.shared();
  private final TestIdentity bob = pki.user("bob@example.net").issue();

  /**
   * An input and the limit it meets.
   *
   * @param name the limit in its record
   * @param least the least value with which it is read; -1 where it is not known beforehand
   * @param reading what is said with this value: empty where it is read
   */
  private record Row(String name, long least, Function<Long, Optional<String>> reading) {}

  @TestFactory
  Stream<DynamicTest> ofCms() {
    TestIdentity[] three = Collections.nCopies(3, bob).toArray(TestIdentity[]::new);
    byte[] signed =
        Sealing.signed(
            MAIL, new SignOptions(List.of(Sealing.identity(bob)), true, Profile.DEFAULT));
    List<Row> rows =
        List.of(
            cms("recipients", 3, Sealing.encrypted(MAIL, three)),
            cms("signers", 3, signedByThree()),
            cms("certificates", 1 + bob.chain().size(), signed),
            cms("attributes", HostileCms.attributes(signed), signed),
            cms("structureOctets", -1, Sealing.encrypted(MAIL, bob)),
            cms("depth", 22, Cms.mail("signed-data", HostileCms.nested(ENTITY, 20))),
            cms("pbkdf2Iterations", ITERATIONS, underPasswords("right")),
            cms("passwordWork", 3 * ITERATIONS, underPasswords("one", "two", "three")),
            cms("inflateRatio", -1, compressed(11 << 20)),
            cms("inflatedOctets", Sealing.entity(zeros(5_000)).length, compressed(5_000)));
    return tests(CmsLimits.DEFAULT, "cms.", rows);
  }

  private Row cms(String name, long least, byte[] mail) {
    return new Row(
        name,
        least,
        value -> {
          CmsLimits limits = LimitRecords.with(CmsLimits.DEFAULT, name, value);
          OpenLimits all = OpenLimits.DEFAULT;
          return opened(mail, new OpenLimits(all.layers(), all.keyAttempts(), all.mime(), limits));
        });
  }

  private byte[] signedByThree() {
    List<Identity> signers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      signers.add(Sealing.identity(pki.user("alice" + i + "@example.org").issue()));
    }
    return Sealing.signed(MAIL, new SignOptions(signers, true, Profile.DEFAULT));
  }

  @TestFactory
  Stream<DynamicTest> ofOpening() {
    byte[] mail = MAIL;
    for (int i = 0; i < 3; i++) {
      mail = Sealing.encrypted(mail, bob);
    }
    byte[] threefold = mail;
    return tests(
        OpenLimits.DEFAULT,
        "open.",
        List.of(
            new Row("layers", 3, v -> opened(threefold, open("layers", v))),
            // The keys of all layers count together.
            new Row("keyAttempts", 3, v -> opened(threefold, open("keyAttempts", v)))));
  }

  private static OpenLimits open(String name, long value) {
    return LimitRecords.with(OpenLimits.DEFAULT, name, value);
  }

  @Test
  void namingUsTenThousandTimesCostsNoPrivateKeyOperation() {
    TestIdentity[] many = Collections.nCopies(10_000, bob).toArray(TestIdentity[]::new);
    assertThat(opened(Sealing.encrypted(MAIL, many), OpenLimits.DEFAULT))
        .hasValueSatisfying(reason -> assertThat(reason).contains("open.keyAttempts = 100"));
  }

  @TestFactory
  Stream<DynamicTest> ofMime() {
    byte[] fields = Sealing.octets("A: 1\r\nB: 2\r\nC: 3\r\n\r\ntext\r\n");
    byte[] parts =
        Sealing.octets(
            "Content-Type: multipart/mixed; boundary=x\r\n\r\n"
                + "--x\r\n\r\n1\r\n".repeat(3)
                + "--x--\r\n");
    return tests(
        MimeLimits.DEFAULT,
        "mime.",
        List.of(
            mime("headerOctets", 18, limits -> Entity.parse(Octets.of(fields), limits)),
            mime("headerFields", 3, limits -> Entity.parse(Octets.of(fields), limits)),
            mime("parts", 3, limits -> Entity.parse(Octets.of(parts), limits).multipart(limits)),
            mime("depth", -1, limits -> Canonical.of(Octets.of(HostileMime.nested(5)), limits))));
  }

  private interface MimeReading {
    Object with(MimeLimits limits) throws IOException;
  }

  private static Row mime(String name, long least, MimeReading reading) {
    return new Row(
        name,
        least,
        value -> problem(() -> reading.with(LimitRecords.with(MimeLimits.DEFAULT, name, value))));
  }

  @TestFactory
  Stream<DynamicTest> ofKeyFiles() throws Exception {
    byte[] container = bob.pkcs12("password");
    byte[] pem = Sealing.octets(bob.privateKeyPem() + bob.certificatePem() + bob.anchorPem());
    byte[] scrypt = HostileKeyFiles.underScrypt(bob.privateKey(), "password", 1024);
    return tests(
        KeyFileLimits.DEFAULT,
        "",
        List.of(
            keyFile("keyFileOctets", container.length, container),
            keyFile("keyFileObjects", 3, pem),
            keyFile("keyFileDepth", 5, HostileKeyFiles.nested(bob.certificateDer(), 5)),
            keyFile("kdfIterations", -1, container),
            keyFile("kdfWork", -1, container),
            keyFile("scryptOctets", 1 << 20, scrypt)));
  }

  private static Row keyFile(String name, long least, byte[] file) {
    return new Row(
        name,
        least,
        value -> {
          KeyFileLimits limits = LimitRecords.with(KeyFileLimits.DEFAULT, name, value);
          return problem(() -> IdentityFile.read(file, List.of(Secret.of("password")), limits));
        });
  }

  /** Here a limit ends the search, and the answer is what was found by then. */
  @TestFactory
  Stream<DynamicTest> ofTrust() {
    long length = bob.chain().size() + 2L;
    return tests(
        TrustLimits.DEFAULT,
        "",
        List.of(
            trust("pathLength", length),
            trust("paths", 1),
            trust("steps", -1),
            trust("untrusted", -1)));
  }

  private Row trust(String name, long least) {
    return new Row(
        name,
        least,
        value -> {
          TrustStore store =
              TrustStore.of(List.of(pki.anchor()))
                  .withLimits(LimitRecords.with(TrustLimits.DEFAULT, name, value));
          PathResult result =
              store.validate(
                  bob.certificate(),
                  bob.chain(),
                  new org.sealgate.trust.ValidationTime.At(Sealing.CLOCK.instant()));
          return result instanceof PathResult.Trusted ? Optional.empty() : Optional.of(name);
        });
  }

  /** Every limit of the record has its row: a new one without a test is a failure. */
  private static Stream<DynamicTest> tests(Record defaults, String prefix, List<Row> rows) {
    assertThat(rows)
        .extracting(Row::name)
        .containsExactlyInAnyOrderElementsOf(LimitRecords.names(defaults.getClass()));
    Map<String, Long> values = LimitRecords.values(defaults);
    return rows.stream()
        .map(row ->
            DynamicTest.dynamicTest(
                prefix + row.name() + ", by default " + values.get(row.name()),
                () -> check(row, prefix + row.name(), values.getOrDefault(row.name(), 0L))));
  }

  private static void check(Row row, String name, long byDefault) {
    long least = row.least() >= 0 ? row.least() : least(row, byDefault);
    assertThat(least).isPositive();
    assertThat(row.reading().apply(Math.max(least, byDefault))).isEmpty();
    assertThat(row.reading().apply(least)).as("at " + least).isEmpty();
    assertThat(row.reading().apply(least - 1))
        .as("at " + (least - 1))
        .hasValueSatisfying(reason -> assertThat(reason).contains(name));
  }

  private static long least(Row row, long enough) {
    long refused = 0;
    long read = Math.max(enough, 2_000);
    while (read - refused > 1) {
      long middle = (read + refused) / 2;
      if (row.reading().apply(middle).isEmpty()) {
        read = middle;
      } else {
        refused = middle;
      }
    }
    return read;
  }

  private interface Read {
    Object read() throws IOException;
  }

  private static Optional<String> problem(Read reading) {
    try {
      reading.read();
      return Optional.empty();
    } catch (SmimeException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Optional<String> opened(byte[] mail, OpenLimits limits) {
    OpenOptions.Extras passwords =
        new OpenOptions.Extras(List.of(), List.of(Secret.of("right")), List.of(), Optional.empty());
    OpenOptions options = Sealing.with(Sealing.keys(bob)).withExtras(passwords).withLimits(limits);
    return Sealing.open(mail, options).verdict().layers().stream()
        .filter(Layer.Unreadable.class::isInstance)
        .map(layer -> ((Layer.Unreadable) layer).problem().reason())
        .findFirst();
  }

  private static byte[] underPasswords(String... passwords) {
    CMSEnvelopedDataGenerator generator = new CMSEnvelopedDataGenerator();
    for (String password : passwords) {
      generator.addRecipientInfoGenerator(
          new JcePasswordRecipientInfoGenerator(CMSAlgorithm.AES128_CBC, password.toCharArray())
              .setProvider(new BouncyCastleProvider())
              .setSaltAndIterationCount(new byte[16], ITERATIONS));
    }
    byte[] der =
        HostileCms.encoded(() ->
            generator.generate(
                new CMSProcessableByteArray(ENTITY),
                new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES128_CBC).build()));
    return Cms.mail("enveloped-data", der);
  }

  private static byte[] zeros(int count) {
    return MailText.mail("Zeros").octets(new byte[count]).bytes();
  }

  private static byte[] compressed(int octets) {
    byte[] entity = Sealing.entity(zeros(octets));
    byte[] der =
        HostileCms.encoded(() ->
            new CMSCompressedDataGenerator()
                .generate(new CMSProcessableByteArray(entity), new ZlibCompressor()));
    return Cms.mail("compressed-data", der);
  }
}
