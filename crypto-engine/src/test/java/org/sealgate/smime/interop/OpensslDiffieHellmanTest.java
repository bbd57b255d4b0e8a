package org.sealgate.smime.interop;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.fixtures.Tools;
import org.sealgate.smime.KeySource;
import org.sealgate.smime.OpenOptions.Extras;

/** Diffie-Hellman of X9.42 (RFC 2631): nobody writes it today, and old mail is opened. */
class OpensslDiffieHellmanTest {
  private static final byte[] ENTITY =
      "Content-Type: text/plain\r\n\r\nAgreed upon.\r\n".getBytes(US_ASCII);

  @BeforeAll
  static void needsOpenssl() {
    Tools.require("openssl");
  }

  @ParameterizedTest(name = "group {0}")
  @ValueSource(strings = {"dh_2048_256", "dh_2048_224", "dh_1024_160"})
  void opensWhatIsAgreedUpon(String group) throws Exception {
    try (OpensslCms openssl = new OpensslCms()) {
      openssl.command("genpkey -algorithm DHX -pkeyopt group:" + group + " -out dh.key");
      openssl.command("pkey -in dh.key -pubout -out dh.pub");
      openssl.command(
          "x509 -new -force_pubkey dh.pub -subj /CN=dh -signkey rsa_2048.key -out dh.pem");
      KeySource keys = keys(openssl);
      for (String wrap : List.of("", "-aes128-wrap ", "-aes192-wrap ", "-des3-wrap ")) {
        String options = "-encrypt -binary -outform DER -aes-256-cbc " + wrap + "dh.pem";
        Engine.Opened opened = Engine.open(openssl.made(options, ENTITY), keys, Extras.NONE);
        assertThat(opened.words()).as(wrap).containsExactly("EnvelopedData AES-256-CBC");
        assertThat(opened.content()).as(wrap).isEqualTo(ENTITY);
      }
    }
  }

  private static KeySource keys(OpensslCms openssl) throws Exception {
    byte[] pkcs8 = openssl.command("pkcs8 -topk8 -nocrypt -in dh.key -outform DER");
    PrivateKey key =
        KeyFactory.getInstance("DH", new BouncyCastleProvider())
            .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    X509Certificate certificate =
        (X509Certificate)
            CertificateFactory.getInstance("X.509", new BouncyCastleProvider())
                .generateCertificate(new ByteArrayInputStream(openssl.read("dh.pem")));
    MailCertificate own = MailCertificate.of(certificate);
    return identifier -> List.of(new KeySource.DecryptionKey("dh", own, key));
  }
}
