package org.sealgate.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealgate.Secret;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.fixtures.ProgramRun;
import org.sealgate.fixtures.Tools;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;

/** Key files that other programs write, read by us. */
class ForeignKeyFilesTest {
  @TempDir Path folder;
  private final TestIdentity alice = TestPki.shared().user("alice@example.org").issue();

  @BeforeEach
  void writeParts() throws IOException {
    Files.writeString(folder.resolve("key.pem"), alice.privateKeyPem());
    Files.writeString(folder.resolve("cert.pem"), alice.certificatePem());
    Files.writeString(folder.resolve("chain.pem"), alice.chainPem());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-legacy",
        "-legacy -descert",
        "-keypbe AES-128-CBC -certpbe AES-256-CBC -macalg sha512",
        "-keypbe NONE -certpbe NONE",
        "-nomac",
        "-noiter -nomaciter",
        "-iter 600000",
        "-keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES -macalg sha1"
      })
  void opensslPkcs12(String options) throws IOException {
    Tools.require("openssl");
    String command =
        "pkcs12 -export -inkey key.pem -in chain.pem -out a.p12 -passout pass:geheim " + options;
    run("openssl", command.strip());
    opens("a.p12", true);
  }

  /** Every cipher that its command takes, the odd ones too: somebody did. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "NONE",
        "PBE-MD5-DES",
        "PBE-SHA1-DES",
        "PBE-SHA1-RC2-64",
        "PBE-SHA1-RC4-128",
        "PBE-SHA1-RC4-40",
        "PBE-SHA1-3DES",
        "PBE-SHA1-2DES",
        "PBE-SHA1-RC2-128",
        "PBE-SHA1-RC2-40",
        "AES-128-CBC",
        "AES-192-CBC",
        "CAMELLIA-256-CBC",
        "ARIA-256-CBC",
        "SEED-CBC",
        "DES-CBC",
        "DES-EDE3-CBC",
        "RC2-CBC",
        "BF-CBC",
        "CAST5-CBC",
        "SM4-CBC"
      })
  void opensslPkcs12Ciphers(String cipher) throws IOException {
    Tools.require("openssl");
    run(
        "openssl",
        "pkcs12 -export -inkey key.pem -in chain.pem -out a.p12 -passout pass:geheim -legacy"
            + " -keypbe "
            + cipher
            + " -certpbe "
            + cipher);
    opens("a.p12", true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "md5",
        "sha1",
        "sha224",
        "sha384",
        "sha512",
        "sha512-224",
        "sha512-256",
        "sha3-256",
        "ripemd160",
        "sm3",
        "blake2b512"
      })
  void opensslPkcs12Macs(String digest) throws IOException {
    Tools.require("openssl");
    run(
        "openssl",
        "pkcs12 -export -inkey key.pem -in chain.pem -out a.p12 -passout pass:geheim -macalg "
            + digest);
    opens("a.p12", true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pkcs8 -topk8 -in key.pem -out k.pem -passout pass:geheim",
        "pkcs8 -topk8 -in key.pem -out k.pem -passout pass:geheim -scrypt",
        "pkcs8 -topk8 -in key.pem -out k.pem -passout pass:geheim -v2 aes-256-cbc -v2prf"
            + " hmacWithSHA512",
        "pkcs8 -topk8 -in key.pem -out k.pem -passout pass:geheim -v2 des3",
        "pkcs8 -topk8 -in key.pem -out k.pem -passout pass:geheim -v2 camellia-192-cbc",
        "pkcs8 -topk8 -in key.pem -out k.pem -passout pass:geheim -v1 PBE-SHA1-3DES",
        "pkcs8 -topk8 -in key.pem -outform DER -out k.pem -nocrypt",
        "rsa -traditional -in key.pem -out k.pem",
        "rsa -traditional -in key.pem -out k.pem -aes256 -passout pass:geheim",
        "rsa -traditional -in key.pem -out k.pem -des3 -passout pass:geheim",
        "rsa -traditional -in key.pem -out k.pem -aria192 -passout pass:geheim",
        "rsa -traditional -in key.pem -out k.pem -seed -passout pass:geheim -provider legacy"
            + " -provider default",
        "rsa -traditional -in key.pem -outform DER -out k.pem"
      })
  void opensslKeys(String command) throws IOException {
    Tools.require("openssl");
    run("openssl", command);
    IdentityFile read = read("k.pem").joinedWith(CertificatePool.of(List.of(alice.certificate())));
    assertThat(read.identities()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-noout", "-aes128"})
  void opensslEcKeys(String option) throws IOException {
    Tools.require("openssl");
    String command = "ecparam -name prime256v1 -genkey -out ec.pem";
    run("openssl", option.equals("-noout") ? command + " -noout" : command);
    if (option.equals("-aes128")) {
      run("openssl", "ec -in ec.pem -aes128 -passout pass:geheim -out ec.pem");
    }
    assertThat(read("ec.pem").keys()).hasSize(1);
  }

  @Test
  void opensslPkcs7() throws IOException {
    Tools.require("openssl");
    run("openssl", "crl2pkcs7 -nocrl -certfile chain.pem -out c.p7b");
    run("openssl", "crl2pkcs7 -nocrl -certfile chain.pem -outform DER -out c.der");
    assertThat(read("c.p7b").certificates()).hasSize(2);
    assertThat(read("c.der").certificates()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"JKS", "JCEKS", "PKCS12"})
  void keytool(String type) throws IOException {
    Tools.require("keytool");
    Files.write(folder.resolve("in.p12"), alice.pkcs12("geheim"));
    run(
        "keytool",
        "-importkeystore -srckeystore in.p12 -srcstorepass geheim -srcstoretype PKCS12"
            + " -destkeystore out.ks -deststorepass geheim -deststoretype "
            + type);
    opens("out.ks", true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"aes-128", "aes-256", "3des", "3des-pkcs12", "rc2-40", "arcfour", "none"})
  void certtool(String cipher) throws IOException {
    Tools.require("certtool");
    run(
        "certtool",
        "--to-p12 --load-privkey key.pem --load-certificate chain.pem --outder --outfile g.p12"
            + " --p12-name alice --password geheim --pkcs-cipher "
            + cipher);
    opens("g.p12", false);
  }

  @Test
  void pk12util() throws IOException {
    Tools.require("pk12util", "certutil");
    Files.write(folder.resolve("in.p12"), alice.pkcs12("geheim"));
    Files.createDirectory(folder.resolve("nss"));
    run("certutil", "-N -d sql:nss --empty-password");
    run("pk12util", "-i in.p12 -d sql:nss -W geheim");
    run("pk12util", "-o out.p12 -d sql:nss -W geheim -n", nickname());
    opens("out.p12", false);
  }

  /** After {@code < 0> rsa}, the hash of the key and white space. */
  private String nickname() {
    String list = run("certutil", "-K -d sql:nss").text();
    return list.lines()
        .filter(line -> line.startsWith("<"))
        .map(line -> line.replaceFirst("^< *0> +rsa +[0-9a-f]+ +", "").strip())
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--p12-charset=UTF-8", "--armor"})
  void gpgsm(String option) throws IOException {
    Tools.require("gpgsm");
    Identity own =
        new Identity(MailCertificate.of(alice.certificate()), alice.chain(), alice.privateKey());
    Files.write(
        folder.resolve("in.p12"),
        Pkcs12Writer.write(List.of(own), Secret.of("geheim"), Pkcs12Target.GPGSM));
    Path home = Files.createTempDirectory("sgpg");
    try {
      gpgsm(home, "--import", "in.p12");
      List<String> export = new ArrayList<>(List.of("--output", "out.p12"));
      if (!option.isEmpty()) {
        export.add(option);
      }
      export.addAll(List.of("--export-secret-key-p12", "alice@example.org"));
      gpgsm(home, export.toArray(String[]::new));
      opens("out.p12", false);
    } finally {
      ProgramRun.of("gpgconf").environment("GNUPGHOME", home.toString()).run("--kill", "all");
      try (var files = Files.walk(home)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
  }

  /** The folder is short and not in the other one: the socket of its agent has a short name. */
  private void gpgsm(Path home, String... arguments) {
    List<String> all =
        new ArrayList<>(List.of("--batch", "--pinentry-mode=loopback", "--passphrase-fd", "0"));
    all.addAll(List.of(arguments));
    ProgramRun.of("gpgsm")
        .in(folder)
        .environment("GNUPGHOME", home.toString())
        .input("geheim\n".getBytes(StandardCharsets.UTF_8))
        .run(all)
        .orFail();
  }

  private void opens(String name, boolean wholeChain) throws IOException {
    IdentityFile read = read(name);
    assertThat(read.identities()).hasSize(1);
    assertThat(read.identities().get(0).certificate().x509()).isEqualTo(alice.certificate());
    if (wholeChain) {
      assertThat(read.identities().get(0).chain()).isEqualTo(alice.chain());
    }
  }

  private IdentityFile read(String name) throws IOException {
    byte[] file = Files.readAllBytes(folder.resolve(name));
    return IdentityFile.read(file, List.of(Secret.of("geheim")));
  }

  private ProgramRun run(String program, String arguments, String... more) {
    List<String> all = new ArrayList<>(List.of(arguments.split(" ", -1)));
    all.addAll(List.of(more));
    return ProgramRun.of(program).in(folder).run(all).orFail();
  }
}
