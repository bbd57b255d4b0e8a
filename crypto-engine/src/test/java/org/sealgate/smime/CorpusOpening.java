package org.sealgate.smime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.sealgate.Secret;
import org.sealgate.SmimeException;
import org.sealgate.certificate.Certificates;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.fixtures.corpus.ExpectedLayer;
import org.sealgate.fixtures.corpus.ManifestRow;
import org.sealgate.fixtures.corpus.MaterialFile;
import org.sealgate.fixtures.corpus.Operation;
import org.sealgate.identity.Identity;
import org.sealgate.identity.IdentityFile;
import org.sealgate.mime.CrlfOutputStream;
import org.sealgate.mime.Octets;
import org.sealgate.trust.TrustStore;
import org.sealgate.trust.ValidationTime;

/** Opens one row of the manifest with the material it names. */
final class CorpusOpening {
  private static final SmimeEngine ENGINE = SmimeEngine.create();

  private final Path root;
  private final ManifestRow row;
  private final List<Identity> identities = new ArrayList<>();
  private final List<X509Certificate> certificates = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  CorpusOpening(Path root, ManifestRow row) {
    this.root = root;
    this.row = row;
  }

  /** What came out otherwise than expected; empty where nothing did. */
  Optional<String> difference() throws IOException {
    for (String name : row.material().certificates()) {
      certificates.addAll(read(name));
    }
    loadKeys();
    try (Octets mail = Octets.of(row.file(root));
        OpenedMessage opened = ENGINE.open(mail, options())) {
      return compare(opened).map(found -> found + " " + notes);
    }
  }

  private Optional<String> compare(OpenedMessage opened) throws IOException {
    Verdict verdict = opened.verdict();
    boolean decrypted = verdict.encrypted() && verdict.decrypted();
    if (row.operation() == Operation.REJECT) {
      boolean accepted = verdict.result() == Verdict.SmimeResult.PASS || decrypted;
      return accepted ? Optional.of("accepted") : Optional.empty();
    }
    Optional<Boolean> good = expectedSignature();
    if (good.isPresent() && good.get() != goodSignature(verdict)) {
      return Optional.of("signature is " + goodSignature(verdict) + " " + verdict.layers());
    }
    Optional<Boolean> opens = expectedDecryption();
    if (opens.isPresent() && opens.get() != decrypted) {
      return Optional.of("decryption is " + decrypted + " " + verdict.layers());
    }
    boolean compared = good.orElse(false) || opens.orElse(false);
    return compared ? contentDifference(opened) : Optional.empty();
  }

  private Optional<String> contentDifference(OpenedMessage opened) throws IOException {
    Optional<String> expected = row.expected().sha256();
    if (expected.isEmpty()) {
      return Optional.empty();
    }
    byte[] content = opened.content().toByteArray();
    ByteArrayOutputStream canonical = new ByteArrayOutputStream();
    CrlfOutputStream lines = new CrlfOutputStream(canonical);
    lines.write(content, 0, content.length);
    lines.finish();
    boolean same =
        expected.get().equals(sha256(content))
            || expected.get().equals(sha256(canonical.toByteArray()));
    return same ? Optional.empty() : Optional.of("another content of " + content.length);
  }

  private static String sha256(byte[] octets) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Optional<Boolean> expectedSignature() {
    List<ExpectedLayer> signatures =
        row.expected().layers().stream().filter(ExpectedLayer::isSignature).toList();
    if (!signatures.isEmpty()) {
      return Optional.of(
          signatures.stream().allMatch(layer -> layer.status().orElse("").equals("good")));
    }
    if (row.expected().isScanned() || row.corpus().equals("thunderbird")) {
      // Thunderbird's verdict includes its policies, which are not the engine's.
      return Optional.empty();
    }
    Optional<String> word = row.expected().value("sig");
    return row.expected().truth("sig_good").or(() -> word.map(text -> text.startsWith("good")));
  }

  private static boolean goodSignature(Verdict verdict) {
    List<SignerVerdict> signers = new ArrayList<>();
    for (Layer layer : verdict.layers()) {
      if (layer instanceof Layer.Signed signed) {
        signers.addAll(signed.signers());
      }
    }
    return !signers.isEmpty()
        && signers.stream().allMatch(signer -> signer.integrity().status() == Finding.Status.PASS);
  }

  private Optional<Boolean> expectedDecryption() {
    List<ExpectedLayer> encryptions =
        row.expected().layers().stream().filter(ExpectedLayer::isEncryption).toList();
    if (!encryptions.isEmpty()) {
      return Optional.of(
          encryptions.stream().allMatch(layer -> layer.status().orElse("").equals("ok")));
    }
    if (row.operation() == Operation.VERIFY) {
      return Optional.empty();
    }
    return row.expected()
        .truth("encrypted")
        .or(() -> row.expected().truth("ok"))
        .or(() -> row.expected().says("ok") ? Optional.of(true) : Optional.empty());
  }

  private OpenOptions options() throws IOException {
    List<Secret> passwords =
        row.material().messagePassword().or(() -> row.material().password()).stream()
            .map(Secret::of)
            .toList();
    List<SharedKey> sharedKeys =
        row.material().secretKey().stream()
            .map(key -> new SharedKey(new byte[0], HexFormat.of().parseHex(key)))
            .toList();
    Optional<Octets> detached = Optional.empty();
    if (row.material().detachedContent().isPresent()) {
      Path file = row.file(root, row.material().detachedContent().orElseThrow());
      detached = Optional.of(Octets.of(file));
    }
    List<X509Certificate> anchors = new ArrayList<>();
    for (String name : row.material().anchors()) {
      anchors.addAll(read(name));
    }
    return new OpenOptions(
            KeySource.of(identities), TrustStore.of(anchors), new ValidationTime.AnyTime())
        .withExtras(new OpenOptions.Extras(certificates, passwords, sharedKeys, detached));
  }

  private List<X509Certificate> read(String name) throws IOException {
    Path file = row.file(root, name);
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    try {
      return Certificates.read(Files.readAllBytes(file)).stream()
          .map(MailCertificate::x509)
          .toList();
    } catch (SmimeException e) {
      return List.of();
    }
  }

  private void loadKeys() throws IOException {
    List<MaterialFile> files = new ArrayList<>(row.material().keys());
    for (ExpectedLayer layer : row.expected().layers()) {
      String key = layer.attributes().getOrDefault("key", "");
      int colon = key.indexOf(':');
      if (!key.isEmpty()) {
        files.add(
            colon < 0
                ? new MaterialFile(key, Optional.empty())
                : new MaterialFile(key.substring(0, colon), Optional.of(key.substring(colon + 1))));
      }
    }
    for (MaterialFile file : files) {
      Path path = row.file(root, file.name());
      if (Files.isRegularFile(path)) {
        List<Secret> passwords = file.password().map(Secret::of).stream().toList();
        try {
          add(IdentityFile.read(Files.readAllBytes(path), passwords));
        } catch (SmimeException e) {
          // Its rows then say that there was no key.
          notes.add(file + ": " + e.getMessage());
        }
      }
    }
  }

  private void add(IdentityFile file) {
    identities.addAll(file.identities());
    for (PrivateKey key : file.keys()) {
      for (X509Certificate certificate : certificates) {
        identities.add(new Identity(MailCertificate.of(certificate), List.of(), key));
      }
    }
  }
}
