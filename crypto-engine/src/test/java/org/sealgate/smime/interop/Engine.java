package org.sealgate.smime.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.cms.Profile;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.identity.Identity;
import org.sealgate.mime.Octets;
import org.sealgate.smime.EncryptOptions;
import org.sealgate.smime.Finding;
import org.sealgate.smime.KeySource;
import org.sealgate.smime.Layer;
import org.sealgate.smime.OpenOptions;
import org.sealgate.smime.OpenedMessage;
import org.sealgate.smime.SignOptions;
import org.sealgate.smime.SignerVerdict;
import org.sealgate.smime.SmimeEngine;
import org.sealgate.smime.Written;
import org.sealgate.trust.TrustStore;
import org.sealgate.trust.ValidationTime;

/** The engine with the keys of everybody. */
final class Engine {
  private static final SmimeEngine ENGINE = SmimeEngine.create();

  private Engine() {}

  /**
   * What the engine made of a message.
   *
   * @param content what is inside
   * @param layers the wrappings, outermost first
   */
  record Opened(byte[] content, List<Layer> layers) {
    /** What it was encrypted with, or how it was compressed or signed: a word for each layer. */
    List<String> words() {
      return layers.stream().map(Engine::word).toList();
    }

    List<SignerVerdict> signers() {
      return layers.stream()
          .filter(Layer.Signed.class::isInstance)
          .flatMap(layer -> ((Layer.Signed) layer).signers().stream())
          .toList();
    }
  }

  private static String word(Layer layer) {
    return switch (layer) {
      case Layer.Encrypted encrypted
          when encrypted.decryption() instanceof Layer.Decryption.Decrypted ->
          encrypted.contentType() + " " + encrypted.cipher();
      case Layer.Encrypted encrypted -> "unopened " + encrypted;
      case Layer.Signed signed ->
          signed.signers().stream().allMatch(Engine::holds) && !signed.signers().isEmpty()
              ? "signed by " + signed.signers().size()
              : "not well signed " + signed;
      case Layer.Compressed compressed -> "compressed " + compressed.algorithm();
      case Layer.CertificatesOnly only -> "certificates " + only.certificates().size();
      case Layer.Unreadable unreadable -> "unreadable: " + unreadable.problem().reason();
    };
  }

  private static boolean holds(SignerVerdict signer) {
    return signer.integrity().status() == Finding.Status.PASS
        && signer.certificatePath().status() == Finding.Status.PASS;
  }

  static Opened open(byte[] message) {
    return open(message, OpenOptions.Extras.NONE);
  }

  static Opened open(byte[] message, OpenOptions.Extras extras) {
    return open(message, people(), extras);
  }

  static Opened open(byte[] message, KeySource keys, OpenOptions.Extras extras) {
    TrustStore trust = TrustStore.of(List.of(People.pki().anchor()));
    OpenOptions options =
        new OpenOptions(keys, trust, new ValidationTime.AnyTime()).withExtras(extras);
    try (OpenedMessage opened = ENGINE.open(Octets.of(message), options)) {
      return new Opened(opened.content().toByteArray(), opened.verdict().layers());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static KeySource people() {
    return KeySource.of(People.all().values().stream().map(Engine::identity).toList());
  }

  static Identity identity(TestIdentity person) {
    return new Identity(
        MailCertificate.of(person.certificate()), person.chain(), person.privateKey());
  }

  /** A mail for these, encrypted. */
  static byte[] encrypted(byte[] entity, Profile profile, String... to) {
    List<MailCertificate> certificates =
        List.of(to).stream().map(name -> MailCertificate.of(certificateOf(name))).toList();
    return Written.by(
        out -> ENGINE.encrypt(Octets.of(entity), new EncryptOptions(certificates, profile), out));
  }

  private static X509Certificate certificateOf(String name) {
    return People.named(name).certificate();
  }

  /** A mail signed by these. */
  static byte[] signed(byte[] entity, Profile profile, boolean opaque, String... by) {
    List<Identity> signers =
        List.of(by).stream().map(name -> identity(People.named(name))).toList();
    return Written.by(
        out -> ENGINE.sign(Octets.of(entity), new SignOptions(signers, opaque, profile), out));
  }
}
