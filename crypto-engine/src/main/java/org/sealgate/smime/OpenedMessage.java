package org.sealgate.smime;

import org.sealgate.mime.Octets;

/**
 * A message opened as far as keys and limits allow. Close it to release temporary files.
 *
 * @param message a whole mail: the outer header fields with the innermost entity that was reached
 * @param content the innermost entity alone (its MIME header fields and body), byte for byte
 * @param verdict what was met on the way
 */
public record OpenedMessage(Octets message, Octets content, Verdict verdict)
    implements AutoCloseable {

  @Override
  public void close() {
    message.close();
    content.close();
  }
}
