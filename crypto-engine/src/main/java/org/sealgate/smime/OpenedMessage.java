package org.sealgate.smime;

import java.util.List;
import org.sealgate.mime.Octets;

/**
 * A message opened as far as keys and limits allow. Close it to release temporary files. What was
 * not encrypted shares the storage of the message it was read from, which therefore stays open as
 * long as this.
 *
 * <p>Where protection was taken off, and the header fields inside it can be believed, they stand in
 * the place of those outside (RFC 9788): people see the real subject.
 *
 * @param message a whole mail to read: the outer header fields with what was inside; a clear
 *     signature stays around its content, and a mail that hides nothing is as it came
 * @param decrypted a whole mail to keep: without its encryption and compression, with every
 *     signature that was inside them, clear or opaque; as it came where there was none
 * @param decryptedEntity of that the entity alone, byte for byte: what was encrypted
 * @param content the innermost entity alone (its MIME header fields and body), byte for byte
 * @param verdict what was met on the way
 * @param storage what else is released with it
 */
public record OpenedMessage(
    Octets message,
    Octets decrypted,
    Octets decryptedEntity,
    Octets content,
    Verdict verdict,
    List<Octets> storage)
    implements AutoCloseable {
  public OpenedMessage {
    storage = List.copyOf(storage);
  }

  @Override
  public void close() {
    message.close();
    decrypted.close();
    decryptedEntity.close();
    content.close();
    storage.forEach(Octets::close);
  }
}
