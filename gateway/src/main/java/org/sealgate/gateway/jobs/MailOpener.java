package org.sealgate.gateway.jobs;

import java.io.IOException;
import java.util.List;
import org.sealgate.SmimeException;
import org.sealgate.mime.Octets;
import org.sealgate.smime.KeySource;
import org.sealgate.smime.Layer;
import org.sealgate.smime.OpenOptions;
import org.sealgate.smime.OpenedMessage;
import org.sealgate.smime.SmimeEngine;
import org.sealgate.trust.TrustStore;
import org.sealgate.trust.ValidationTime;

/** Opens the mails of an archive with whatever keys there are. Thread-safe. */
final class MailOpener {
  private final SmimeEngine engine;
  private final OpenOptions options;

  MailOpener(SmimeEngine engine, KeySource keys) {
    this.engine = engine;
    this.options = new OpenOptions(keys, TrustStore.empty(), new ValidationTime.AnyTime());
  }

  /** Opens a mail; whatever is wrong with the mail itself is an answer, not an exception. */
  Opening open(Octets mail) throws IOException {
    OpenedMessage opened;
    try {
      opened = engine.open(mail, options);
    } catch (SmimeException e) {
      return new Opening.NotOpened(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      return new Opening.NotOpened("an error of the program itself: " + e);
    }
    Opening opening = judge(opened);
    if (!(opening instanceof Opening.Decrypted)) {
      opened.close();
    }
    return opening;
  }

  private static Opening judge(OpenedMessage opened) {
    boolean encrypted = false;
    for (Layer layer : opened.verdict().layers()) {
      switch (layer) {
        case Layer.Encrypted e -> {
          encrypted = true;
          if (!(e.decryption() instanceof Layer.Decryption.Decrypted)) {
            return notDecrypted(e);
          }
        }
        case Layer.Unreadable u -> {
          if (encrypted || !u.claimed().contains("signed")) {
            return new Opening.NotOpened(u.problem().reason());
          }
        }
        case Layer.Signed s -> {}
        case Layer.Compressed c -> {}
        case Layer.CertificatesOnly c -> {}
      }
    }
    return encrypted ? new Opening.Decrypted(opened) : new Opening.NotEncrypted();
  }

  private static Opening notDecrypted(Layer.Encrypted layer) {
    return switch (layer.decryption()) {
      case Layer.Decryption.NoKey none -> new Opening.MissingKey(names(layer));
      case Layer.Decryption.NotTried not -> new Opening.MissingKey(names(layer));
      case Layer.Decryption.Failed failed ->
          new Opening.NotOpened("a key fits, and the content does not open with it");
      case Layer.Decryption.Decrypted done -> throw new IllegalStateException("was decrypted");
    };
  }

  private static List<String> names(Layer.Encrypted layer) {
    return layer.recipients().stream().map(Object::toString).toList();
  }
}
