package org.sealgate.gateway.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.sealgate.Secret;
import org.sealgate.SmimeException;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.fixtures.corpus.ExpectedLayer;
import org.sealgate.fixtures.corpus.ManifestRow;
import org.sealgate.fixtures.corpus.Material;
import org.sealgate.fixtures.corpus.MaterialFile;
import org.sealgate.identity.Identity;
import org.sealgate.identity.IdentityFile;
import org.sealgate.mime.Octets;
import org.sealgate.smime.OpenOptions;
import org.sealgate.smime.OpenedMessage;
import org.sealgate.smime.SharedKey;
import org.sealgate.smime.SignerVerdict;
import org.sealgate.smime.SmimeEngine;
import org.sealgate.smime.StrengthPolicy;
import org.sealgate.trust.ValidationTime;

/** Opens the message of a row with what the row gives. */
final class Opening {
  private final SmimeEngine engine;
  private final Materials materials;
  private final Trust trust;
  private final MailCertificate stranger;

  Opening(SmimeEngine engine, Materials materials, MailCertificate stranger) {
    this.engine = engine;
    this.materials = materials;
    this.trust = new Trust(materials);
    this.stranger = stranger;
  }

  /** What a row's anchors and lists are. */
  Trust trust() {
    return trust;
  }

  /** Opens the row's message; close it. */
  OpenedMessage open(ManifestRow row) throws IOException {
    Octets message = Octets.of(existing(row));
    OpenOptions options =
        new OpenOptions(keys(row), trust.of(row), trust.time(row))
            .withStrength(strength(row))
            .withExtras(extras(row));
    OpenedMessage opened = engine.open(message, options);
    if (!row.material().time().equals(Optional.of("signingTime"))) {
      return opened;
    }
    Optional<Instant> claimed = claimedTime(opened);
    if (claimed.isEmpty()) {
      return opened;
    }
    opened.close();
    ValidationTime time = new ValidationTime.At(claimed.get());
    return engine.open(
        message,
        new OpenOptions(keys(row), trust.of(row), time)
            .withStrength(strength(row))
            .withExtras(extras(row)));
  }

  private Path existing(ManifestRow row) {
    Path file = materials.file(row);
    if (!Files.isRegularFile(file)) {
      throw new Skipped("the row's file is not there");
    }
    return file;
  }

  private static Optional<Instant> claimedTime(OpenedMessage opened) {
    return opened.verdict().contentSigners().stream()
        .map(SignerVerdict::claimedSigningTime)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private RowKeys keys(ManifestRow row) throws IOException {
    List<Identity> identities = new ArrayList<>();
    List<PrivateKey> bare = new ArrayList<>();
    List<X509Certificate> certificates = materials.certificates(row, row.material().certificates());
    for (MaterialFile name : keyNames(row)) {
      IdentityFile file = keyFile(row, name);
      identities.addAll(file.identities());
      for (PrivateKey key : file.keys()) {
        bare.add(key);
        for (X509Certificate certificate : certificates) {
          if (certificate.getPublicKey().getAlgorithm().equals(key.getAlgorithm())) {
            identities.add(new Identity(MailCertificate.of(certificate), List.of(), key));
          }
        }
      }
    }
    return new RowKeys(identities, bare, certificates, stranger);
  }

  private IdentityFile keyFile(ManifestRow row, MaterialFile name) {
    try {
      return materials.keys(row, name);
    } catch (SmimeException e) {
      throw new Skipped("the row's key cannot be read: " + e.getMessage(), e);
    }
  }

  private static List<MaterialFile> keyNames(ManifestRow row) {
    List<MaterialFile> names = new ArrayList<>(row.material().keys());
    for (ExpectedLayer layer : row.expected().layers()) {
      Optional.ofNullable(layer.attributes().get("key")).map(Opening::split).ifPresent(names::add);
    }
    return names;
  }

  private static MaterialFile split(String text) {
    int colon = text.indexOf(':');
    return colon < 0
        ? new MaterialFile(text, Optional.empty())
        : new MaterialFile(text.substring(0, colon), Optional.of(text.substring(colon + 1)));
  }

  private static StrengthPolicy strength(ManifestRow row) {
    return row.material().value("policy").orElse("").contains("rejected")
        ? StrengthPolicy.STRICT
        : StrengthPolicy.DEFAULT;
  }

  private OpenOptions.Extras extras(ManifestRow row) throws IOException {
    Material material = row.material();
    List<X509Certificate> certificates =
        new ArrayList<>(materials.certificates(row, material.certificates()));
    for (String key : List.of("untrusted", "signer_cert")) {
      certificates.addAll(materials.certificates(row, material.values(key)));
    }
    List<Secret> passwords = new ArrayList<>();
    material.messagePassword().map(Secret::of).ifPresent(passwords::add);
    material.password().map(Secret::of).ifPresent(passwords::add);
    Optional<Octets> detached = Optional.empty();
    if (material.detachedContent().isPresent()) {
      detached = Optional.of(Octets.of(materials.existing(row, material.detachedContent().get())));
    }
    return new OpenOptions.Extras(certificates, passwords, sharedKeys(material), detached);
  }

  private static List<SharedKey> sharedKeys(Material material) {
    byte[] identifier =
        material.value("secretkeyid").map(Opening::hex).orElseGet(() -> new byte[0]);
    return material.secretKey().map(key -> new SharedKey(identifier, hex(key))).stream().toList();
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.strip());
  }
}
