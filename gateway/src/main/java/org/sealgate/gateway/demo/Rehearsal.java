package org.sealgate.gateway.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sealgate.fixtures.mail.TestMails;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;

/**
 * What a rehearsal of the short commands needs.
 *
 * @param folder holds a plain mail ({@code plain.eml}), its sender's key with a password ({@code
 *     me.p12}, {@code password}) and certificate ({@code me.pem}), and the anchor ({@code ca.pem})
 */
public record Rehearsal(Path folder) {

  /** Writes everything into a folder. */
  public static Rehearsal in(Path folder) throws IOException {
    TestPki pki = TestPki.shared();
    String address = "alice@example.org";
    TestIdentity alice = pki.user(address).issue();
    Files.write(folder.resolve("plain.eml"), TestMails.plain(address, address, "Rehearsal"));
    Files.write(folder.resolve("me.p12"), alice.pkcs12("rehearsal"));
    write(folder.resolve("password"), "rehearsal\n");
    write(folder.resolve("me.pem"), alice.certificatePem());
    write(folder.resolve("ca.pem"), TestIdentity.pem(pki.anchor()));
    return new Rehearsal(folder);
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardCharsets.US_ASCII);
  }
}
