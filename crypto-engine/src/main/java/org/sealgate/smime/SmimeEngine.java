package org.sealgate.smime;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import org.sealgate.mime.Octets;
import org.sealgate.provider.Crypto;
import org.sealgate.trust.TrustStore;
import org.sealgate.trust.ValidationTime;

/**
 * Signs, encrypts, opens and inspects mails (RFC 8551). A message is a whole mail or a MIME entity,
 * as octets; header fields of the mail stay outside, MIME header fields go inside. Thread-safe.
 */
public final class SmimeEngine {
  private final Crypto crypto;
  private final Clock clock;
  private final Sealer sealer;
  private final KnownCertificates known;

  private SmimeEngine(Crypto crypto, Clock clock) {
    this.crypto = crypto;
    this.clock = clock;
    this.sealer = new Sealer(crypto, clock);
    this.known = new KnownCertificates(crypto);
  }

  /** An engine with the fastest providers and the system's clock. */
  public static SmimeEngine create() {
    return new SmimeEngine(Crypto.preferred(), Clock.systemUTC());
  }

  /** An engine with these providers and this clock. */
  public static SmimeEngine create(Crypto crypto, Clock clock) {
    return new SmimeEngine(crypto, clock);
  }

  /** Writes the message signed. */
  public void sign(Octets message, SignOptions options, OutputStream out) throws IOException {
    sealer.sign(message, options, out);
  }

  /** Writes the message encrypted. */
  public void encrypt(Octets message, EncryptOptions options, OutputStream out) throws IOException {
    sealer.encrypt(message, options, out);
  }

  /** Writes the message signed, and the result encrypted. */
  public void signAndEncrypt(
      Octets message, SignOptions signing, EncryptOptions encryption, OutputStream out)
      throws IOException {
    sealer.signAndEncrypt(message, signing, encryption, out);
  }

  /**
   * Writes the message signed, encrypted, and signed once more (triple wrapping, RFC 2634, 1.1):
   * the inner signature tells the recipient who wrote it, the outer one tells servers on the way,
   * who cannot decrypt, that it is unchanged.
   */
  public void tripleWrap(
      Octets message, SignOptions signing, EncryptOptions encryption, OutputStream out)
      throws IOException {
    sealer.tripleWrap(message, signing, encryption, out);
  }

  /** Decrypts and verifies, layer by layer, as far as keys and limits allow. */
  public OpenedMessage open(Octets message, OpenOptions options) throws IOException {
    return Opener.open(message, new Opener.Engine(crypto, clock, options, known, true));
  }

  /** What the message is made of, without any key: layers with recipients and signers. */
  public Verdict inspect(Octets message) throws IOException {
    ValidationTime now = new ValidationTime.At(clock.instant());
    OpenOptions options = new OpenOptions(KeySource.none(), TrustStore.empty(), now);
    Opener.Engine engine = new Opener.Engine(crypto, clock, options, known, false);
    try (OpenedMessage opened = Opener.open(message, engine)) {
      return opened.verdict();
    }
  }
}
