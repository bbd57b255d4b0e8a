package org.sealgate.mailet;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.sealgate.fixtures.agent.EncryptRequest;
import org.sealgate.fixtures.agent.OpensslAgent;
import org.sealgate.fixtures.agent.SignRequest;
import org.sealgate.fixtures.agent.SignatureForm;
import org.sealgate.fixtures.pki.TestIdentity;

/** Mails that a foreign program signed or encrypted. */
final class ForeignMails implements AutoCloseable {
  private static final byte[] ENTITY =
      "Content-Type: text/plain; charset=us-ascii\r\n\r\nThe answer is 43.\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private final OpensslAgent openssl = OpensslAgent.start();

  String signed(TestIdentity signer, String from) {
    return mail(from, openssl.sign(ENTITY, signer, SignRequest.common(SignatureForm.CLEAR)));
  }

  String encrypted(TestIdentity recipient) {
    return mail(
        "bob@partner.test", openssl.encrypt(ENTITY, List.of(recipient), EncryptRequest.common()));
  }

  String signedAndEncrypted(TestIdentity signer, TestIdentity recipient) {
    byte[] signed = openssl.sign(ENTITY, signer, SignRequest.common(SignatureForm.CLEAR));
    return mail(
        "bob@partner.test", openssl.encrypt(signed, List.of(recipient), EncryptRequest.common()));
  }

  private static String mail(String from, byte[] entity) {
    String text = new String(entity, StandardCharsets.ISO_8859_1);
    String version = text.contains("MIME-Version:") ? "" : "MIME-Version: 1.0\n";
    return "From: "
        + from
        + "\nTo: alice@james.test\nSubject: answer\n"
        + version
        + text.replace("\r\n", "\n");
  }

  @Override
  public void close() {
    openssl.close();
  }
}
