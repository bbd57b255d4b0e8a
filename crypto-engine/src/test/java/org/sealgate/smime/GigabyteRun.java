package org.sealgate.smime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.sealgate.Secret;
import org.sealgate.cms.Profile;
import org.sealgate.identity.Identity;
import org.sealgate.identity.IdentityFile;
import org.sealgate.mime.Octets;
import org.sealgate.trust.TrustStore;
import org.sealgate.trust.ValidationTime;

/** The process of {@link GigabyteTest}: one large message through everything, step by step. */
final class GigabyteRun {
  private static final int MEBIBYTE = 1 << 20;
  private static final String HEADER =
      String.join(
          "\r\n",
          "From: alice@example.org",
          "To: bob@example.net",
          "Subject: Large",
          "MIME-Version: 1.0",
          "Content-Type: text/plain; charset=us-ascii",
          "",
          "");

  private final SmimeEngine engine = SmimeEngine.create();
  private final Octets mail;
  private final Identity bob;
  private final X509Certificate anchor;
  private final String expected;

  private GigabyteRun(Octets mail, Identity bob, X509Certificate anchor)
      throws IOException, GeneralSecurityException {
    this.mail = mail;
    this.bob = bob;
    this.anchor = anchor;
    // MIME-Version stays outside with the fields of the mail: the entity begins behind it.
    this.expected = digestOfContent(mail.slice(HEADER.indexOf("Content-Type"), mail.length()));
  }

  /** Arguments: mebibytes, a PEM file with key and chain, a certificate to trust. */
  public static void main(String[] arguments) throws Exception {
    List<Identity> identities =
        IdentityFile.read(Files.readAllBytes(Path.of(arguments[1])), List.of(Secret.of("")))
            .identities();
    X509Certificate anchor;
    try (InputStream in = Files.newInputStream(Path.of(arguments[2]))) {
      anchor = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
    Octets mail = mail(Integer.parseInt(arguments[0]));
    new GigabyteRun(mail, identities.getFirst(), anchor).everything();
    System.out.println("done: " + mail.length() + " octets");
  }

  /** Text that nobody keeps: one mebibyte, with another first line each time it comes. */
  private static Octets mail(int mebibytes) {
    StringBuilder text = new StringBuilder(MEBIBYTE);
    Random random = new Random(mebibytes);
    while (text.length() < MEBIBYTE) {
      random.ints(72, ' ' + 1, '~').forEach(letter -> text.append((char) letter));
      text.append("\r\n");
    }
    Octets block = octets(text.toString());
    List<Octets> pieces = new ArrayList<>();
    pieces.add(octets(HEADER));
    for (int i = 0; i < mebibytes; i++) {
      pieces.add(octets("Mebibyte " + i + " of " + mebibytes + "\r\n"));
      pieces.add(block);
    }
    return Octets.join(pieces);
  }

  private static Octets octets(String text) {
    return Octets.of(text.getBytes(StandardCharsets.US_ASCII));
  }

  private void everything() throws IOException, GeneralSecurityException {
    SignOptions clear = SignOptions.by(bob);
    through("clear signature", out -> engine.sign(mail, clear, out));
    SignOptions opaque = new SignOptions(List.of(bob), false, Profile.DEFAULT);
    through("opaque signature", out -> engine.sign(mail, opaque, out));
    EncryptOptions cbc = EncryptOptions.to(List.of(bob.certificate()));
    through("AES-CBC", out -> engine.encrypt(mail, cbc, out));
    EncryptOptions gcm = cbc.with(Profile.BSI);
    through("AES-GCM", out -> engine.encrypt(mail, gcm, out));
  }

  /** Seals to a file of its own, and opens that. */
  private interface Seal {
    void to(OutputStream out) throws IOException;
  }

  private void through(String name, Seal seal) throws IOException, GeneralSecurityException {
    Path file = Files.createTempFile("sealed", ".eml");
    try {
      long start = System.nanoTime();
      try (OutputStream out = Files.newOutputStream(file)) {
        seal.to(out);
      }
      long sealed = System.nanoTime();
      String found = open(file, name);
      long opened = System.nanoTime();
      System.out.printf(
          Locale.ROOT,
          "%s: sealed in %.1f s, opened in %.1f s%n",
          name,
          (sealed - start) / 1e9,
          (opened - sealed) / 1e9);
      if (!found.equals(expected)) {
        throw new IllegalStateException(name + ": the content is another one");
      }
    } finally {
      Files.delete(file);
    }
  }

  private String open(Path file, String name) throws IOException, GeneralSecurityException {
    OpenOptions options =
        new OpenOptions(
            KeySource.of(List.of(bob)),
            TrustStore.of(List.of(anchor)),
            new ValidationTime.At(Instant.now()));
    try (Octets sealed = Octets.of(file);
        OpenedMessage opened = engine.open(sealed, options)) {
      Layer layer = opened.verdict().layers().getFirst();
      boolean good =
          layer instanceof Layer.Signed signed
              ? signed.signers().getFirst().integrity().status() == Finding.Status.PASS
              : opened.verdict().decrypted();
      if (!good) {
        throw new IllegalStateException(name + ": " + opened.verdict());
      }
      return digestOfContent(opened.content());
    }
  }

  private static String digestOfContent(Octets content)
      throws IOException, GeneralSecurityException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      content.writeTo(out);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
