package org.sealgate.smime;

import java.util.List;
import org.sealgate.mime.Octets;

/**
 * A message opened as far as keys and limits allow. Close it to release temporary files. What was
 * not encrypted shares the storage of the message it was read from, which therefore stays open as
 * long as this.
 *
 * @param message a whole mail: the outer header fields with the innermost entity that was reached
 * @param content the innermost entity alone (its MIME header fields and body), byte for byte
 * @param verdict what was met on the way
 * @param storage what else is released with it
 */
public record OpenedMessage(Octets message, Octets content, Verdict verdict, List<Octets> storage)
    implements AutoCloseable {
  public OpenedMessage {
    storage = List.copyOf(storage);
  }

  /** A message that owns nothing but itself. */
  public OpenedMessage(Octets message, Octets content, Verdict verdict) {
    this(message, content, verdict, List.of());
  }

  @Override
  public void close() {
    message.close();
    content.close();
    storage.forEach(Octets::close);
  }
}
