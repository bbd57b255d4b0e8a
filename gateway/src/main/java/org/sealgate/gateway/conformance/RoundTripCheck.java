package org.sealgate.gateway.conformance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.cms.Profile;
import org.sealgate.fixtures.corpus.ManifestRow;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;
import org.sealgate.identity.Identity;
import org.sealgate.mime.Canonical;
import org.sealgate.mime.MessageSplit;
import org.sealgate.mime.MimeLimits;
import org.sealgate.mime.Octets;
import org.sealgate.smime.EncryptOptions;
import org.sealgate.smime.Finding.Status;
import org.sealgate.smime.KeySource;
import org.sealgate.smime.Layer;
import org.sealgate.smime.OpenOptions;
import org.sealgate.smime.OpenedMessage;
import org.sealgate.smime.SignOptions;
import org.sealgate.smime.SmimeEngine;
import org.sealgate.trust.TrustStore;
import org.sealgate.trust.ValidationTime;

/**
 * Rows {@code roundtrip}: a mail is signed and verified, and encrypted and decrypted, and comes
 * back octet for octet where it was canonical, and equal to its canonical form where it was not.
 */
final class RoundTripCheck implements RowCheck {
  private final SmimeEngine engine;
  private final Materials materials;
  private final Identity identity;
  private final OpenOptions options;

  RoundTripCheck(SmimeEngine engine, Materials materials) {
    this.engine = engine;
    this.materials = materials;
    TestPki pki = TestPki.shared();
    TestIdentity user = pki.user("roundtrip@example.org").issue();
    this.identity =
        new Identity(
            MailCertificate.of(user.certificate()),
            List.of(pki.issuer().certificate()),
            user.privateKey());
    this.options =
        new OpenOptions(
            KeySource.of(List.of(identity)),
            TrustStore.of(List.of(pki.root().certificate())),
            new ValidationTime.AnyTime());
  }

  @Override
  public Comparison run(ManifestRow row) throws IOException {
    byte[] mail = Files.readAllBytes(materials.file(row));
    Octets inner = MessageSplit.of(Octets.of(mail), MimeLimits.DEFAULT).inner().octets();
    boolean canonical = Canonical.isCanonical(inner);
    byte[] before = inner.toByteArray();
    byte[] after = Canonical.of(inner, MimeLimits.DEFAULT).toByteArray();
    Comparison comparison = new Comparison();
    comparison.note(
        canonical
            ? "was canonical: comes back byte-identical"
            : "was not canonical: comes back equal after canonicalisation");
    if (canonical) {
      comparison.expect(
          "canonical form", "identical", word(before, after, after), Arrays.equals(before, after));
    }
    for (boolean opaque : new boolean[] {false, true}) {
      signed(mail, opaque, new Forms(before, after), comparison);
    }
    for (Profile profile : List.of(Profile.DEFAULT, Profile.MODERN)) {
      encrypted(mail, profile, new Forms(before, after), comparison);
    }
    return comparison;
  }

  /** The entity as it was and in its canonical form. */
  private record Forms(byte[] before, byte[] canonical) {}

  private void signed(byte[] mail, boolean opaque, Forms forms, Comparison comparison)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SignOptions signing = new SignOptions(List.of(identity), opaque, Profile.DEFAULT);
    engine.sign(Octets.of(mail), signing, out);
    try (OpenedMessage opened = engine.open(Octets.of(out.toByteArray()), options)) {
      boolean holds =
          !opened.verdict().layers().isEmpty()
              && opened.verdict().layers().getFirst() instanceof Layer.Signed layer
              && layer.signers().stream().allMatch(s -> s.integrity().status() == Status.PASS);
      String how = opaque ? "signed opaque" : "signed";
      comparison.expect(how, true, holds);
      content(how, opened, forms, comparison);
    }
  }

  private void encrypted(byte[] mail, Profile profile, Forms forms, Comparison comparison)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    engine.encrypt(
        Octets.of(mail), new EncryptOptions(List.of(identity.certificate()), profile), out);
    try (OpenedMessage opened = engine.open(Octets.of(out.toByteArray()), options)) {
      String how = "encrypted " + profile.name();
      boolean decrypted =
          !opened.verdict().layers().isEmpty()
              && opened.verdict().layers().getFirst() instanceof Layer.Encrypted layer
              && layer.decryption() instanceof Layer.Decryption.Decrypted;
      comparison.expect(how, true, decrypted);
      content(how, opened, forms, comparison);
    }
  }

  /** What came back; a mail that is S/MIME itself is opened further, and then not compared. */
  private static void content(String how, OpenedMessage opened, Forms forms, Comparison comparison)
      throws IOException {
    if (opened.verdict().layers().size() > 1) {
      comparison.note(how + " content is S/MIME itself");
      return;
    }
    byte[] met = opened.content().toByteArray();
    String word = word(met, forms.before(), forms.canonical());
    comparison.expect(how + " content", "identical or equal", word, !word.equals("different"));
  }

  private static String word(byte[] met, byte[] before, byte[] canonical) {
    return Arrays.equals(met, before)
        ? "identical"
        : Arrays.equals(met, canonical) ? "equal" : "different";
  }
}
