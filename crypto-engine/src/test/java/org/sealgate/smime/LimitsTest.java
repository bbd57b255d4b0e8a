package org.sealgate.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSCompressedDataGenerator;
import org.bouncycastle.cms.CMSEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSTypedData;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JcePasswordRecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.ZlibCompressor;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.sealgate.Secret;
import org.sealgate.cms.CmsLimits;
import org.sealgate.cms.Profile;
import org.sealgate.fixtures.mail.MailText;
import org.sealgate.fixtures.mail.TestMails;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;
import org.sealgate.identity.Identity;

/** Promise 7: hostile input costs a clear error, with the name of the limit it went beyond. */
class LimitsTest {
  private static final byte[] MAIL = TestMails.plain();
  private static final CmsLimits CMS = CmsLimits.DEFAULT;

  private final TestIdentity bob = TestPki.shared().user("bob@example.net").issue();

  private static OpenLimits cms(CmsLimits limits) {
    OpenLimits all = OpenLimits.DEFAULT;
    return new OpenLimits(all.layers(), all.keyAttempts(), all.mime(), limits);
  }

  private Sealing.Opened open(byte[] mail, OpenLimits limits) {
    return Sealing.open(mail, Sealing.with(Sealing.keys(bob)).withLimits(limits));
  }

  private static void assertBeyond(Sealing.Opened opened, String limit) {
    assertThat(opened.verdict().layers().getLast())
        .isInstanceOfSatisfying(
            Layer.Unreadable.class,
            layer -> {
              assertThat(layer.problem().code()).isEqualTo("limit-exceeded");
              assertThat(layer.problem().reason()).contains(limit);
            });
  }

  private static void assertWithin(Sealing.Opened opened) {
    assertThat(opened.verdict().layers()).noneMatch(Layer.Unreadable.class::isInstance);
    assertThat(opened.verdict().decrypted()).isTrue();
  }

  @Test
  void layersWithinEachOther() {
    byte[] mail = MAIL;
    for (int i = 0; i < 3; i++) {
      mail = Sealing.encrypted(mail, bob);
    }
    OpenLimits all = OpenLimits.DEFAULT;
    assertWithin(open(mail, new OpenLimits(3, all.keyAttempts(), all.mime(), CMS)));
    assertBeyond(open(mail, new OpenLimits(2, all.keyAttempts(), all.mime(), CMS)), "open.layers");
  }

  @Test
  void keysThatAreTried() {
    TestIdentity twin =
        TestPki.shared().user("bob@example.net").freshKey().sameIssuerAndSerialAs(bob).issue();
    byte[] mail = Sealing.encrypted(MAIL, bob);
    OpenOptions options = Sealing.with(Sealing.keys(twin, bob));
    OpenLimits all = OpenLimits.DEFAULT;
    OpenLimits two = new OpenLimits(all.layers(), 2, all.mime(), CMS);
    OpenLimits one = new OpenLimits(all.layers(), 1, all.mime(), CMS);
    assertWithin(Sealing.open(mail, options.withLimits(two)));
    assertBeyond(Sealing.open(mail, options.withLimits(one)), "open.keyAttempts");
  }

  @Test
  void recipientsOfOneMessage() {
    TestIdentity[] three = Collections.nCopies(3, bob).toArray(TestIdentity[]::new);
    byte[] mail = Sealing.encrypted(MAIL, three);
    assertWithin(open(mail, cms(withRecipients(3))));
    assertBeyond(open(mail, cms(withRecipients(2))), "cms.recipients");
  }

  private static CmsLimits withRecipients(int count) {
    return new CmsLimits(
        count,
        CMS.signers(),
        CMS.structureOctets(),
        CMS.depth(),
        CMS.pbkdf2Iterations(),
        CMS.inflateRatio());
  }

  @Test
  void signersOfOneMessage() {
    List<Identity> signers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      signers.add(Sealing.identity(TestPki.shared().user("alice" + i + "@example.org").issue()));
    }
    byte[] mail = Sealing.signed(MAIL, new SignOptions(signers, true, Profile.DEFAULT));
    assertWithin(open(mail, cms(withSigners(3))));
    assertBeyond(open(mail, cms(withSigners(2))), "cms.signers");
  }

  private static CmsLimits withSigners(int count) {
    return new CmsLimits(
        CMS.recipients(),
        count,
        CMS.structureOctets(),
        CMS.depth(),
        CMS.pbkdf2Iterations(),
        CMS.inflateRatio());
  }

  /** The structure is everything but the content: more content costs nothing of it. */
  @Test
  void theSizeOfWhatIsNotContent() {
    byte[] small = Sealing.encrypted(MAIL, bob);
    byte[] large = Sealing.encrypted(TestMails.ofSize(100_000), bob);
    int enough = 2_000;
    assertWithin(open(small, cms(withStructure(enough))));
    assertWithin(open(large, cms(withStructure(enough))));
    assertBeyond(open(small, cms(withStructure(200))), "cms.structureOctets");
  }

  private static CmsLimits withStructure(int octets) {
    return new CmsLimits(
        CMS.recipients(),
        CMS.signers(),
        octets,
        CMS.depth(),
        CMS.pbkdf2Iterations(),
        CMS.inflateRatio());
  }

  @Test
  void iterationsOfAPassword() throws Exception {
    char[] password = "correct horse".toCharArray();
    CMSEnvelopedDataGenerator generator = new CMSEnvelopedDataGenerator();
    generator.addRecipientInfoGenerator(
        new JcePasswordRecipientInfoGenerator(CMSAlgorithm.AES128_CBC, password)
            .setProvider(new BouncyCastleProvider())
            .setSaltAndIterationCount(new byte[16], 5_000));
    CMSTypedData content = new CMSProcessableByteArray(Sealing.entity(MAIL));
    byte[] der =
        generator
            .generate(content, new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES128_CBC).build())
            .getEncoded();
    byte[] mail = Cms.mail("enveloped-data", der);
    OpenOptions options =
        Sealing.with(KeySource.none())
            .withExtras(
                new OpenOptions.Extras(
                    List.of(), List.of(Secret.of(password)), List.of(), Optional.empty()));
    assertWithin(Sealing.open(mail, options.withLimits(cms(withIterations(5_000)))));
    assertBeyond(
        Sealing.open(mail, options.withLimits(cms(withIterations(4_999)))), "cms.pbkdf2Iterations");
  }

  private static CmsLimits withIterations(int count) {
    return new CmsLimits(
        CMS.recipients(),
        CMS.signers(),
        CMS.structureOctets(),
        CMS.depth(),
        count,
        CMS.inflateRatio());
  }

  @Test
  void howMuchAContentGrowsWhenInflated() throws Exception {
    byte[] zeros = MailText.mail("Zeros").octets(new byte[20 << 20]).bytes();
    byte[] der =
        new CMSCompressedDataGenerator()
            .generate(new CMSProcessableByteArray(zeros), new ZlibCompressor())
            .getEncoded();
    byte[] mail = Cms.mail("compressed-data", der);
    assertBeyond(open(mail, OpenLimits.DEFAULT), "cms.inflateRatio");
    assertWithin(open(mail, cms(withRatio(1_100))));
  }

  private static CmsLimits withRatio(int ratio) {
    return new CmsLimits(
        CMS.recipients(),
        CMS.signers(),
        CMS.structureOctets(),
        CMS.depth(),
        CMS.pbkdf2Iterations(),
        ratio);
  }

  @Test
  void constructionsWithinEachOther() {
    byte[] within = nested(20);
    byte[] beyond = nested(200);
    assertThat(Sealing.open(Cms.mail("signed-data", within)).content())
        .isEqualTo(Sealing.entity(MAIL));
    assertBeyond(Sealing.open(Cms.mail("signed-data", beyond)), "cms.depth");
  }

  /** Data whose octet string is made of octet strings within each other (X.690, 8.7.3). */
  private static byte[] nested(int depth) {
    return Sealing.written(out -> {
      out.write(new byte[] {0x30, (byte) 0x80});
      out.write(new byte[] {6, 9, 42, (byte) 134, 72, (byte) 134, (byte) 247, 13, 1, 7, 1});
      out.write(new byte[] {(byte) 0xA0, (byte) 0x80});
      for (int i = 0; i < depth; i++) {
        out.write(new byte[] {0x24, (byte) 0x80});
      }
      byte[] entity = Sealing.entity(MAIL);
      out.write(new byte[] {4, (byte) 0x82, (byte) (entity.length >> 8), (byte) entity.length});
      out.write(entity);
      out.write(new byte[2 * (depth + 2)]);
    });
  }
}
