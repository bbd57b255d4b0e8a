package org.sealgate.gateway.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.sealgate.certificate.EmailAddress;
import org.sealgate.mime.ContentType;
import org.sealgate.mime.Entity;
import org.sealgate.mime.HeaderBlock;
import org.sealgate.mime.MimeLimits;
import org.sealgate.mime.Octets;
import org.sealgate.policy.MailHeaders;
import org.sealgate.policy.OutboundMail;
import org.sealgate.policy.OutboundMail.Shape;
import org.sealgate.policy.OutboundMail.Wrapping;

/** What policies look at, of a mail that is a file. */
final class MailOutline {
  private MailOutline() {}

  /** The addresses of the From field (RFC 5322, 3.6.2); none where a piece of it is unreadable. */
  static List<EmailAddress> authors(Octets mail) throws IOException {
    return headers(Entity.parseMail(mail, MimeLimits.DEFAULT).header()).from();
  }

  /** The mail as the gateway would see it if its author sent it to everybody its header names. */
  static OutboundMail outbound(Octets mail) throws IOException {
    Entity entity = Entity.parseMail(mail, MimeLimits.DEFAULT);
    MailHeaders headers = headers(entity.header());
    boolean calendar = entity.contentType().is("text", "calendar");
    return new OutboundMail(
        headers.from().stream().findFirst(),
        headers.visibleRecipients(),
        headers,
        new Shape(wrapping(entity.contentType()), mail.length(), calendar));
  }

  private static MailHeaders headers(HeaderBlock block) {
    return new MailHeaders(
        block.fields().stream()
            .map(field -> new MailHeaders.Field(field.name(), field.value()))
            .toList());
  }

  private static Wrapping wrapping(ContentType type) {
    boolean cms = type.is("application", "pkcs7-mime") || type.is("application", "x-pkcs7-mime");
    String kind = type.token("smime-type").toLowerCase(Locale.ROOT);
    if (type.is("multipart", "signed") || (cms && kind.equals("signed-data"))) {
      return Wrapping.SIGNED;
    }
    return cms || type.is("multipart", "encrypted") ? Wrapping.ENCRYPTED : Wrapping.NONE;
  }
}
