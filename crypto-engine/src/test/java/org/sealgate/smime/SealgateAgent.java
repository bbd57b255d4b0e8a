package org.sealgate.smime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.cms.Profile;
import org.sealgate.fixtures.agent.Abilities;
import org.sealgate.fixtures.agent.ContentCipher;
import org.sealgate.fixtures.agent.Digest;
import org.sealgate.fixtures.agent.EncryptRequest;
import org.sealgate.fixtures.agent.KeyManagement;
import org.sealgate.fixtures.agent.SignRequest;
import org.sealgate.fixtures.agent.SignatureForm;
import org.sealgate.fixtures.agent.SignatureScheme;
import org.sealgate.fixtures.agent.SmimeAgent;
import org.sealgate.fixtures.agent.Verification;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.identity.Identity;
import org.sealgate.mime.Octets;
import org.sealgate.trust.TrustStore;
import org.sealgate.trust.ValidationTime;

/** The engine as one S/MIME agent among others. */
final class SealgateAgent implements SmimeAgent {
  private final SmimeEngine engine = SmimeEngine.create();

  @Override
  public String name() {
    return "sealgate";
  }

  @Override
  public Abilities writes() {
    return new Abilities(
        EnumSet.complementOf(EnumSet.of(ContentCipher.CAMELLIA_256_CBC)),
        EnumSet.complementOf(EnumSet.of(KeyManagement.RSA_OAEP_SHA1)),
        Set.of(SignatureScheme.values()),
        EnumSet.complementOf(EnumSet.of(Digest.SHA1)));
  }

  @Override
  public Abilities reads() {
    return Abilities.all();
  }

  @Override
  public byte[] sign(byte[] entity, TestIdentity signer, SignRequest how) {
    boolean pss = how.scheme() == SignatureScheme.RSA_PSS;
    Profile profile = (pss ? Profile.EDI_ENERGY : Profile.DEFAULT).with(digest(how.digest()));
    boolean opaque = how.form() == SignatureForm.OPAQUE;
    SignOptions options = new SignOptions(List.of(identity(signer)), opaque, profile);
    return Written.by(out -> engine.sign(Octets.of(entity), options, out));
  }

  private static Profile.Digest digest(Digest digest) {
    return switch (digest) {
      case SHA256 -> Profile.Digest.SHA_256;
      case SHA384 -> Profile.Digest.SHA_384;
      case SHA512 -> Profile.Digest.SHA_512;
      case SHA1 -> throw new IllegalStateException("nobody signs with SHA-1 today");
    };
  }

  @Override
  public byte[] encrypt(byte[] entity, List<TestIdentity> recipients, EncryptRequest how) {
    boolean oaep = how.keyManagement() == KeyManagement.RSA_OAEP_SHA256;
    Profile profile =
        (oaep ? Profile.EDI_ENERGY : Profile.DEFAULT)
            .with(Profile.ContentCipher.valueOf(how.cipher().name()));
    List<MailCertificate> certificates =
        recipients.stream().map(to -> MailCertificate.of(to.certificate())).toList();
    EncryptOptions options = new EncryptOptions(certificates, profile);
    return Written.by(out -> engine.encrypt(Octets.of(entity), options, out));
  }

  @Override
  public byte[] decrypt(byte[] message, TestIdentity recipient) {
    KeySource keys =
        identifier ->
            List.of(
                new KeySource.DecryptionKey(
                    "test", MailCertificate.of(recipient.certificate()), recipient.privateKey()));
    OpenOptions options = new OpenOptions(keys, TrustStore.empty(), new ValidationTime.AnyTime());
    try (OpenedMessage opened = engine.open(Octets.of(message), options)) {
      if (!opened.verdict().decrypted()) {
        throw new IllegalStateException(opened.verdict().toString());
      }
      return opened.content().toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Verification verify(byte[] message, X509Certificate anchor) {
    OpenOptions options =
        new OpenOptions(
            KeySource.none(), TrustStore.of(List.of(anchor)), new ValidationTime.AnyTime());
    try (OpenedMessage opened = engine.open(Octets.of(message), options)) {
      boolean good = opened.verdict().layers().stream().anyMatch(SealgateAgent::isGood);
      return new Verification(
          good, good ? opened.content().toByteArray() : new byte[0], opened.verdict().toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isGood(Layer layer) {
    return layer instanceof Layer.Signed signed
        && !signed.signers().isEmpty()
        && signed.signers().stream()
            .allMatch(signer ->
                signer.integrity().status() == Finding.Status.PASS
                    && signer.certificatePath().status() == Finding.Status.PASS);
  }

  private static Identity identity(TestIdentity person) {
    return new Identity(
        MailCertificate.of(person.certificate()), person.chain(), person.privateKey());
  }

  @Override
  public void close() {
    // An engine holds nothing that must be given back.
  }
}
