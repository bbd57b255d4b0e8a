package org.sealgate.smime;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.cms.CmsRecipient;
import org.sealgate.cms.ContentDigests;
import org.sealgate.cms.EnvelopedDataWriter;
import org.sealgate.cms.Profile;
import org.sealgate.cms.SignedDataWriter;
import org.sealgate.cms.SignedDataWriter.Digested;
import org.sealgate.mime.Base64Encoding;
import org.sealgate.mime.Canonical;
import org.sealgate.mime.HeaderBlock;
import org.sealgate.mime.MessageSplit;
import org.sealgate.mime.MimeLimits;
import org.sealgate.mime.Octets;
import org.sealgate.mime.Spool;
import org.sealgate.provider.Crypto;

/**
 * The sealing half of the engine. A message is split into the header fields that stay outside and
 * the entity that goes inside; the entity is made canonical and 7bit-safe, signed, encrypted, and
 * written out once (promise 6). Thread-safe.
 */
final class Sealer {
  private static final int SIGNERS_KEPT = 1_000;
  private static final int RECIPIENTS_KEPT = 10_000;
  private static final int BOUNDARY_OCTETS = 16;

  /** About what a recipient takes in the structure. */
  private static final int RECIPIENT_OCTETS = 500;

  private final Crypto crypto;
  private final Clock clock;
  private final Kept<SigningKeys, SignedDataWriter> signers = new Kept<>(SIGNERS_KEPT);
  private final Kept<RecipientKey, CmsRecipient> recipients = new Kept<>(RECIPIENTS_KEPT);

  /** What a prepared recipient depends on. */
  private record RecipientKey(MailCertificate certificate, Profile.RsaKeyTransport transport) {}

  Sealer(Crypto crypto, Clock clock) {
    this.crypto = crypto;
    this.clock = clock;
  }

  void sign(Octets message, SignOptions options, OutputStream out) throws IOException {
    MessageSplit split = split(message, PayloadHeader.signed(options));
    Signing signing = new Signing(options);
    try (Octets canonical = signing.canonical(split.inner().octets());
        Octets signed = signing.signed(canonical)) {
      MessageSplit.join(split.outer(), signed, MimeLimits.DEFAULT).writeTo(out);
    }
  }

  void encrypt(Octets message, EncryptOptions options, OutputStream out) throws IOException {
    MessageSplit split = split(message, PayloadHeader.encrypted(options));
    try (Octets canonical = Canonical.of(split.inner().octets(), MimeLimits.DEFAULT)) {
      writeEnveloped(split.outer(), canonical, options, out);
    }
  }

  void signAndEncrypt(
      Octets message, SignOptions signing, EncryptOptions encryption, OutputStream out)
      throws IOException {
    MessageSplit split = split(message, PayloadHeader.signedAndEncrypted(signing, encryption));
    Signing inner = new Signing(signing);
    try (Octets canonical = inner.canonical(split.inner().octets());
        Octets signed = inner.signed(canonical)) {
      writeEnveloped(split.outer(), signed, encryption, out);
    }
  }

  void tripleWrap(Octets message, SignOptions signing, EncryptOptions encryption, OutputStream out)
      throws IOException {
    try (Spool spool = new Spool(Spool.DEFAULT_THRESHOLD)) {
      signAndEncrypt(message, signing, encryption, spool);
      try (Octets encrypted = spool.toOctets()) {
        sign(encrypted, signing, out);
      }
    }
  }

  private static MessageSplit split(Octets message, PayloadHeader header) throws IOException {
    return header.applied(MessageSplit.of(message, MimeLimits.DEFAULT), MimeLimits.DEFAULT);
  }

  /** One signature in the making: what is signed passes the digests while it is examined. */
  private final class Signing {
    private final SignOptions options;
    private final SignedDataWriter writer;
    private final ContentDigests digests;

    Signing(SignOptions options) {
      this.options = options;
      this.writer = signers.get(SigningKeys.of(options), keys -> keys.writer(crypto, options));
      this.digests = writer.digests();
    }

    Octets canonical(Octets entity) throws IOException {
      return Canonical.of(entity, MimeLimits.DEFAULT, digests);
    }

    Octets signed(Octets canonical) throws IOException {
      SignedEntity entity = new SignedEntity(writer, clock.instant());
      Digested digested = new Digested(canonical, digests.finish());
      if (options.opaque()) {
        return entity.opaque(digested);
      }
      byte[] random = new byte[BOUNDARY_OCTETS];
      crypto.random().nextBytes(random);
      return entity.clear(digested, SignedEntity.boundary(random));
    }
  }

  private void writeEnveloped(
      HeaderBlock outer, Octets entity, EncryptOptions options, OutputStream out)
      throws IOException {
    Profile profile = options.profile();
    List<CmsRecipient> prepared =
        options.recipients().stream().map(to -> recipient(to, profile)).toList();
    String type = profile.content().authenticated() ? "authEnveloped-data" : "enveloped-data";
    MessageSplit.join(outer, Octets.of(CmsEntity.header(type)), MimeLimits.DEFAULT).writeTo(out);
    long expected = entity.length() + RECIPIENT_OCTETS * (prepared.size() + 1L);
    Base64Encoding base64 = Base64Encoding.expecting(expected, out);
    new EnvelopedDataWriter(crypto, profile.content()).write(entity, prepared, base64);
    base64.finish();
  }

  private CmsRecipient recipient(MailCertificate certificate, Profile profile) {
    return recipients.get(
        new RecipientKey(certificate, profile.rsaKeyTransport()),
        key -> CmsRecipient.of(crypto, key.certificate().x509(), key.transport()));
  }
}
