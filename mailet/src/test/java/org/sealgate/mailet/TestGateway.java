package org.sealgate.mailet;

import java.nio.file.Path;
import java.util.List;
import org.sealgate.Secret;
import org.sealgate.archive.KeyArchive;
import org.sealgate.archive.KeyArchives;
import org.sealgate.archive.MasterKey;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.fixtures.TemporaryDirectory;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;
import org.sealgate.identity.Identity;

/**
 * A configuration on disk with everything it needs: Alice, who is one of us, with a key of now and
 * one of 2019; Bob and Carol, partners with certificates in a folder; nobody else is known.
 */
public final class TestGateway implements AutoCloseable {
  /** The PKI that everybody trusts. */
  public static final TestPki PKI = TestPki.shared();

  /** One of us. */
  public static final TestIdentity ALICE = PKI.user("alice@james.test").issue();

  /** What Alice had before. */
  public static final TestIdentity ALICE_THEN =
      PKI.user("alice@james.test").freshKey().validYears(2017, 2019).issue();

  /** A partner. */
  public static final TestIdentity BOB = PKI.user("bob@partner.test").issue();

  /** A partner. */
  public static final TestIdentity CAROL = PKI.user("carol@partner.test").issue();

  private static final String PASSPHRASE = "a passphrase of four words";
  private final TemporaryDirectory folder = TemporaryDirectory.create();

  private TestGateway() {}

  /** One whose configuration ends with this. */
  public static TestGateway with(String yaml) {
    TestGateway gateway = new TestGateway();
    gateway.folder.write("ca.pem", TestIdentity.pem(PKI.anchor()));
    gateway.folder.write("bob.pem", BOB.certificatePem() + BOB.chainPem());
    gateway.folder.write("carol.pem", CAROL.certificatePem() + CAROL.chainPem());
    gateway.folder.write("passphrase", PASSPHRASE + "\n");
    gateway.folder.write("sealgate.yaml", HEAD + yaml);
    gateway.fillArchive();
    return gateway;
  }

  private static final String HEAD =
      """
      authserv-id: mx.james.test
      archive: {path: keys.db, passphrase: "file:passphrase", signs-for: ["@james.test"]}
      trust: {anchors: [ca.pem]}
      certificates: [bob.pem, carol.pem]
      """;

  private void fillArchive() {
    try (KeyArchive archive =
        KeyArchives.open(folder.path().resolve("keys.db"), MasterKey.of(Secret.of(PASSPHRASE)))) {
      for (TestIdentity each : List.of(ALICE_THEN, ALICE)) {
        archive.add(
            new Identity(MailCertificate.of(each.certificate()), each.chain(), each.privateKey()));
      }
    }
  }

  /** The configuration file. */
  public Path config() {
    return folder.path().resolve("sealgate.yaml");
  }

  @Override
  public void close() {
    folder.close();
  }
}
