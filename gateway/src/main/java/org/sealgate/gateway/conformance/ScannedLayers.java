package org.sealgate.gateway.conformance;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sealgate.fixtures.corpus.ExpectedLayer;
import org.sealgate.smime.Finding.Status;
import org.sealgate.smime.Layer;
import org.sealgate.smime.SignerVerdict;

/** Compares layers, outermost first, as a scanned row lists them. */
final class ScannedLayers {
  private final Facts facts;
  private final Comparison comparison;

  ScannedLayers(Facts facts, Comparison comparison) {
    this.facts = facts;
    this.comparison = comparison;
  }

  /** Compares all of them, and the content where the row has its digest. */
  void compare(List<ExpectedLayer> expected) {
    List<Layer> met = facts.verdict().layers();
    int at = 0;
    for (ExpectedLayer layer : expected) {
      if (layer.isEncryption() || layer.isSignature()) {
        Optional<Layer> own = at < met.size() ? Optional.of(met.get(at)) : Optional.empty();
        at++;
        one(layer, own);
      }
      Optional.ofNullable(layer.attributes().get("sha256"))
          .ifPresent(digest -> Contents.digest(comparison, facts, digest));
    }
  }

  private void one(ExpectedLayer expected, Optional<Layer> met) {
    String status = expected.status().orElse("");
    switch (met.orElse(null)) {
      case Layer.Encrypted encrypted when expected.isEncryption() -> {
        boolean opened = encrypted.decryption() instanceof Layer.Decryption.Decrypted;
        comparison.expect("decrypted", status.equals("ok"), opened);
        cipher(expected, encrypted);
      }
      case Layer.Signed signed when expected.isSignature() -> {
        boolean holds =
            !signed.signers().isEmpty()
                && signed.signers().stream()
                    .allMatch(signer -> signer.integrity().status() == Status.PASS);
        comparison.expect("integrity", status.equals("good"), holds);
        comparison.expect("detached", expected.kind().equals("sig-detached"), signed.detached());
        signed.signers().forEach(signer -> signer(expected, signer));
      }
      case Layer.Unreadable unreadable ->
          comparison.expect(
              "layer",
              expected.kind(),
              "unreadable",
              status.equals("bad") || status.equals("no-key"));
      case null, default -> comparison.expect("layer", expected.kind(), facts.shape(), false);
    }
  }

  private void cipher(ExpectedLayer expected, Layer.Encrypted encrypted) {
    if (expected.arguments().size() > 1) {
      String wanted = expected.arguments().get(1);
      comparison.expect(
          "cipher", wanted, encrypted.cipher(), plain(wanted).equals(plain(encrypted.cipher())));
    }
  }

  /** Ciphers under one name, whoever names them. */
  static String plain(String cipher) {
    String name = cipher.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    return name.replace("desede3", "3des").replace("desede", "3des").replace("id", "");
  }

  private void signer(ExpectedLayer expected, SignerVerdict signer) {
    String address = expected.attributes().getOrDefault("signer", "");
    if (!address.isEmpty()) {
      Contents.signer(comparison, signer, address);
    }
    if (expected.attributes().getOrDefault("chain", "").startsWith("ok")) {
      boolean path = signer.certificatePath().status() == Status.PASS;
      comparison.expect("path", "pass", signer.certificatePath().code(), path);
    }
    String digest = expected.attributes().getOrDefault("digest", "");
    if (!digest.isEmpty() && expected.status().orElse("").equals("good")) {
      Contents.signerDigest(comparison, signer, digest);
    }
  }
}
