package org.sealgate.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.DSAPublicKey;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sealgate.fixtures.corpus.Corpora;
import org.sealgate.provider.Crypto;

final class IssuedKeysTest {
  private final IssuedKeys keys = new IssuedKeys(Crypto.preferred());

  @Test
  void aDsaKeyInheritsTheParametersOfWhoIssuedIt() throws Exception {
    X509Certificate bare = certificate("ValidDSAParameterInheritanceTest5EE.crt");
    X509Certificate middle = certificate("DSAParametersInheritedCACert.crt");
    X509Certificate upper = certificate("DSACACert.crt");

    DSAPublicKey whole = (DSAPublicKey) keys.of(bare, List.of(middle, upper));
    assertThat(whole.getY()).isEqualTo(((DSAPublicKey) bare.getPublicKey()).getY());
    assertThat(whole.getParams().getP())
        .isEqualTo(((DSAPublicKey) upper.getPublicKey()).getParams().getP());
    assertThat(keys.of(bare, List.of(middle))).isEqualTo(bare.getPublicKey());
    assertThat(keys.of(bare, List.of())).isEqualTo(bare.getPublicKey());
  }

  private static X509Certificate certificate(String name) throws Exception {
    Optional<Path> root = Corpora.find();
    assumeTrue(root.isPresent(), "the corpora are not here");
    try (InputStream in = Files.newInputStream(root.get().resolve("pkits/certs").resolve(name))) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }
}
