package org.sealgate.smime;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.sealgate.ErrorCode;
import org.sealgate.Secret;
import org.sealgate.SmimeException;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.cms.CmsReader;
import org.sealgate.cms.ContentDecryption;
import org.sealgate.cms.ContentKey;
import org.sealgate.cms.ContentKeys;
import org.sealgate.cms.EnvelopedContent;
import org.sealgate.cms.RecipientIdentifier;
import org.sealgate.cms.RecipientInfo;
import org.sealgate.cms.RecipientInfos;
import org.sealgate.mime.Octets;

/**
 * Opens the encrypted layers of one message: asks for keys by recipient identifier alone, tries
 * every key there is, and tells nobody why none of them opened it.
 */
final class EncryptedLayers {

  private final OpenOptions options;
  private final ContentKeys contentKeys;
  private final ContentDecryption decryption;
  private final boolean keysAskedFor;
  private final Instant now;
  private int planned;

  EncryptedLayers(Opener.Engine engine) {
    this.options = engine.options();
    this.contentKeys = new ContentKeys(engine.crypto(), options.limits().cms());
    this.decryption = new ContentDecryption(engine.crypto());
    this.keysAskedFor = engine.keysAskedFor();
    this.now = engine.clock().instant();
  }

  /**
   * A key to try.
   *
   * @param id what its source calls it
   * @param certificate its certificate, where it has one
   * @param recover gives the content-encryption key
   */
  private record Attempt(
      String id,
      Optional<MailCertificate> certificate,
      Function<EnvelopedContent, ContentKey> recover) {}

  Step open(EnvelopedContent content, CmsBody body) throws IOException {
    if (!keysAskedFor) {
      return step(content, new Layer.Decryption.NotTried(), Optional.empty());
    }
    List<Attempt> attempts = attempts(content);
    if (!attempts.isEmpty()) {
      content.requireUsableCipher();
    }
    EnvelopedContent next = content;
    for (Attempt attempt : attempts) {
      Optional<Octets> plaintext = attempt(next, attempt);
      if (plaintext.isPresent()) {
        return step(
            content,
            new Layer.Decryption.Decrypted(attempt.id(), attempt.certificate()),
            plaintext);
      }
      next = (EnvelopedContent) CmsReader.open(body.open(), options.limits().cms());
    }
    return step(
        content,
        attempts.isEmpty() ? new Layer.Decryption.NoKey() : new Layer.Decryption.Failed(),
        Optional.empty());
  }

  private Step step(EnvelopedContent content, Layer.Decryption result, Optional<Octets> inside) {
    Layer layer =
        new Layer.Encrypted(
            content.name(),
            content.cipher(),
            content.authenticated(),
            content.recipients().identifiers(),
            result,
            options.strength().ofCipher(content.cipher(), now));
    return new Step(layer, inside);
  }

  private Optional<Octets> attempt(EnvelopedContent content, Attempt attempt) throws IOException {
    try {
      return Optional.of(decryption.decrypt(content, attempt.recover().apply(content)));
    } catch (SmimeException e) {
      if (e.code() == ErrorCode.DECRYPTION_FAILED) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private List<Attempt> attempts(EnvelopedContent content) {
    List<Attempt> attempts = new ArrayList<>();
    RecipientInfos recipients = content.recipients();
    for (int i = 0; i < recipients.size(); i++) {
      int index = i;
      switch (recipients.kind(i)) {
        case CERTIFICATE, OTHER -> {
          for (RecipientIdentifier identifier : recipients.identifiers(i)) {
            for (KeySource.DecryptionKey key : options.keys().find(identifier)) {
              add(attempts, withPrivateKey(recipients, index, identifier, key));
            }
          }
        }
        case SHARED_KEY -> withSharedKeys(recipients.get(i), attempts);
        case PASSWORD -> withPasswords(recipients.get(i), attempts);
      }
    }
    if (recipients.size() == 0) {
      for (SharedKey key : options.extras().sharedKeys()) {
        add(attempts, new Attempt("shared key", Optional.empty(), any -> ContentKey.of(key.key())));
      }
    }
    return attempts;
  }

  private void add(List<Attempt> attempts, Attempt attempt) {
    if (planned++ == options.limits().keyAttempts()) {
      throw SmimeException.limit("open.keyAttempts", options.limits().keyAttempts());
    }
    attempts.add(attempt);
  }

  private Attempt withPrivateKey(
      RecipientInfos recipients,
      int index,
      RecipientIdentifier identifier,
      KeySource.DecryptionKey key) {
    ContentKeys.Candidate candidate =
        new ContentKeys.Candidate(key.privateKey(), key.certificate().x509(), identifier);
    return new Attempt(
        key.id(),
        Optional.of(key.certificate()),
        content -> contentKeys.recover(content, recipients.get(index), candidate));
  }

  private void withSharedKeys(RecipientInfo recipient, List<Attempt> attempts) {
    if (!(recipient instanceof RecipientInfo.SharedKey shared)) {
      return;
    }
    for (SharedKey key : options.extras().sharedKeys()) {
      if (key.identifier().length == 0 || Arrays.equals(key.identifier(), shared.keyIdentifier())) {
        add(
            attempts,
            new Attempt(
                "shared key",
                Optional.empty(),
                content -> contentKeys.recover(content, shared, key.key())));
      }
    }
  }

  private void withPasswords(RecipientInfo recipient, List<Attempt> attempts) {
    if (!(recipient instanceof RecipientInfo.Password wrapped)) {
      return;
    }
    for (Secret password : options.extras().passwords()) {
      add(
          attempts,
          new Attempt(
              "password",
              Optional.empty(),
              content -> contentKeys.recover(content, wrapped, password)));
    }
  }
}
