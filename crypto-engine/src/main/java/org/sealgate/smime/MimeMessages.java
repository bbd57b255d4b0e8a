package org.sealgate.smime;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.util.SharedByteArrayInputStream;
import java.io.IOException;
import org.sealgate.mime.Octets;
import org.sealgate.mime.Spool;

/**
 * The engine's octets as Jakarta Mail messages, and back. A {@link MimeMessage} is written once and
 * read once, and no data content handler sees what the engine made: a message that was parsed and
 * not changed since comes back octet for octet. Only header lines that ended with LF alone come
 * back with CRLF, and a header without a body with the empty line that ends it.
 */
public final class MimeMessages {
  private MimeMessages() {}

  /**
   * The message as it would be sent; close it. A large one is kept in an encrypted temporary file.
   *
   * @throws MessagingException where the message cannot be written
   */
  public static Octets of(MimeMessage message) throws MessagingException, IOException {
    try (Spool spool = new Spool(Spool.DEFAULT_THRESHOLD)) {
      message.writeTo(spool);
      return spool.toOctets();
    }
  }

  /**
   * A message with a copy of the octets in memory, which stays what it is when they are closed. Do
   * not call {@code saveChanges} on a signed one: Jakarta Mail would encode it anew.
   *
   * @throws MessagingException where the header cannot be parsed
   */
  public static MimeMessage to(Octets octets, Session session)
      throws MessagingException, IOException {
    // A shared stream is what MimeMessage keeps without copying it once more.
    return new MimeMessage(session, new SharedByteArrayInputStream(octets.toByteArray()));
  }
}
