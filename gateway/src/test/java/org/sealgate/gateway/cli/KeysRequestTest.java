package org.sealgate.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.X509AttributeIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealgate.archive.MasterKey;
import org.sealgate.fixtures.ProgramRun;
import org.sealgate.fixtures.Tools;
import org.sealgate.fixtures.pki.KeyUse;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;

/** Keys that are made here; openssl is the authority that certifies them. */
class KeysRequestTest {
  @TempDir private Path folder;
  private final TestPki pki = TestPki.shared();

  @BeforeEach
  void furnish() throws IOException {
    MasterKey.createdIfAbsent(folder.resolve("master.key"));
    Files.writeString(
        folder.resolve("sealgate.yaml"),
        "archive: {path: keys.db, key-file: master.key, signs-for: ['@example.org']}");
    Files.writeString(folder.resolve("ca.pem"), TestIdentity.pem(pki.anchor()));
    Files.writeString(folder.resolve("ca.key"), pki.root().privateKeyPem());
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa-3072 encryption", "ec-p256 encryption", "ec-p384 dual", "ed25519 "})
  void theCertificateThatComesBackFindsItsKey(String wish) throws IOException {
    Tools.require("openssl");
    String[] parts = wish.split(" ", -1);
    request(parts[0], parts[1]).exits(0);
    openssl("req", "-in", "a.csr", "-verify", "-noout");
    openssl(
        "x509",
        "-req",
        "-in",
        "a.csr",
        "-CA",
        "ca.pem",
        "-CAkey",
        "ca.key",
        "-days",
        "30",
        "-set_serial",
        "4711",
        "-copy_extensions",
        "copy",
        "-out",
        "a.pem");
    openssl(
        "crl2pkcs7",
        "-nocrl",
        "-certfile",
        "ca.pem",
        "-certfile",
        "a.pem",
        "-outform",
        "DER",
        "-out",
        "back.p7b");
    assertThat(run("list").text()).contains("pending").contains("alice@example.org");

    CommandRun imported = run("import", "--owner", "alice@example.org", "back.p7b").exits(0);
    assertThat(imported.text())
        .contains("joined with the key that was made for it here")
        .contains("new  ");
    assertThat(run("list").text()).contains("active").doesNotContain("pending");
    assertThat(run("verify").exits(0).text()).contains("1 whole");
    assertThat(run("import", "back.p7b").exits(0).text()).doesNotContain("new  ");
  }

  @Test
  void aKeyThatCannotSignNeedsAVoucher() throws IOException {
    CommandRun refused = request("x25519", "").exits(1);
    assertThat(refused.err()).contains("RFC 9883").contains("signing certificate first");
    assertThat(folder.resolve("a.csr")).doesNotExist();
    assertThat(run("list").text()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x25519", "ml-kem-768"})
  void aSigningIdentityVouchesForAKeyThatCannotSign(String kind) throws Exception {
    TestIdentity signer = pki.user("alice@example.org").use(KeyUse.SIGNING).issue();
    Files.writeString(folder.resolve("signer.pem"), signer.privateKeyPem() + signer.chainPem());
    run("import", "signer.pem").exits(0);
    request(kind, "").exits(0);
    PKCS10CertificationRequest request = parsed();
    assertThat(request.getAttributes(X509AttributeIdentifiers.id_at_statementOfPossession))
        .hasSize(1);
    assertThat(
            request.isSignatureValid(
                new JcaContentVerifierProviderBuilder()
                    .setProvider(new BouncyCastleProvider())
                    .build(signer.certificate())))
        .isTrue();
    assertThat(run("list").text()).contains("pending").containsIgnoringCase(kind);
  }

  @Test
  void anX25519CertificateFindsItsKey() throws Exception {
    Tools.require("openssl");
    TestIdentity signer = pki.user("alice@example.org").use(KeyUse.SIGNING).issue();
    Files.writeString(folder.resolve("signer.pem"), signer.privateKeyPem() + signer.chainPem());
    run("import", "signer.pem").exits(0);
    request("x25519", "").exits(0);
    String key =
        Base64.getEncoder().encodeToString(parsed().getSubjectPublicKeyInfo().getEncoded());
    Files.writeString(
        folder.resolve("x.pub"),
        "-----BEGIN PUBLIC KEY-----\n" + key + "\n-----END PUBLIC KEY-----\n");
    Files.writeString(
        folder.resolve("ext"),
        "subjectAltName=email:alice@example.org\nkeyUsage=critical,keyAgreement\n");
    openssl(
        "x509",
        "-new",
        "-force_pubkey",
        "x.pub",
        "-subj",
        "/CN=alice",
        "-CA",
        "ca.pem",
        "-CAkey",
        "ca.key",
        "-days",
        "30",
        "-set_serial",
        "99",
        "-extfile",
        "ext",
        "-out",
        "a.pem");
    assertThat(run("import", "a.pem").exits(0).text()).contains("joined with the key");
    assertThat(run("verify").exits(0).text()).contains("2 whole");
  }

  @Test
  void anMlDsaRequestIsSignedByItsOwnKey() throws Exception {
    request("ml-dsa-65", "").exits(0);
    PKCS10CertificationRequest request = parsed();
    assertThat(
            request.isSignatureValid(
                new JcaContentVerifierProviderBuilder()
                    .setProvider(new BouncyCastleProvider())
                    .build(request.getSubjectPublicKeyInfo())))
        .isTrue();
  }

  @Test
  void noSigningKeyIsMadeForSomebodyWhoSignsElsewhere() throws IOException {
    Files.writeString(
        folder.resolve("sealgate.yaml"),
        "archive: {path: keys.db, key-file: master.key, signs-for: ['@example.net']}");
    assertThat(request("ed25519", "").exits(1).err()).contains("archive.signs-for");
    assertThat(folder.resolve("a.csr")).doesNotExist();
    assertThat(run("list").text()).isEmpty();
    request("rsa-3072", "encryption").exits(0);
  }

  @Test
  void aKeyIsNotAskedForWhatItCannotDo() {
    assertThat(request("ed25519", "encryption").exits(2).err()).contains("is for signing");
    assertThat(request("rsa-1024", "").exits(2).err()).contains("ml-kem-768");
  }

  private PKCS10CertificationRequest parsed() throws IOException {
    String pem = Files.readString(folder.resolve("a.csr"));
    byte[] der =
        Base64.getMimeDecoder()
            .decode(pem.replaceAll("-----[^\\n]*-----", "").getBytes(StandardCharsets.US_ASCII));
    return new PKCS10CertificationRequest(der);
  }

  private CommandRun request(String kind, String purpose) {
    Stream<String> words =
        Stream.of("request", "--address", "alice@example.org", "--algorithm", kind, "-o", "a.csr");
    Stream<String> use = purpose.isEmpty() ? Stream.of() : Stream.of("--purpose", purpose);
    return run(Stream.concat(words, use).toArray(String[]::new));
  }

  private CommandRun run(String... words) {
    return CommandRun.in(
        folder, Stream.concat(Stream.of("keys"), Stream.of(words)).toArray(String[]::new));
  }

  private void openssl(String... arguments) {
    ProgramRun.of("openssl").in(folder).run(List.of(arguments)).orFail();
  }
}
