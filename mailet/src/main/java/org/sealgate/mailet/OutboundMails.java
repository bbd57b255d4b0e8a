package org.sealgate.mailet;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.mailet.Mail;
import org.sealgate.mime.Entity;
import org.sealgate.mime.HeaderBlock;
import org.sealgate.mime.MimeLimits;
import org.sealgate.mime.Multipart;
import org.sealgate.mime.Octets;
import org.sealgate.policy.MailHeaders;
import org.sealgate.policy.OutboundMail;
import org.sealgate.policy.OutboundMail.Shape;
import org.sealgate.policy.OutboundMail.Wrapping;
import org.sealgate.smime.Layer;
import org.sealgate.smime.SmimeEngine;
import org.sealgate.smime.Verdict;

/** What the planner needs to know of a mail, read from its octets. */
final class OutboundMails {
  private static final Set<String> MAYBE_WRAPPED =
      Set.of("application/pkcs7-mime", "application/x-pkcs7-mime", "application/octet-stream");

  /** Mixed, related, alternative: nobody nests the body deeper. */
  private static final int DEPTH = 4;

  private OutboundMails() {}

  static OutboundMail of(Mail mail, Octets octets, SmimeEngine engine)
      throws MessagingException, IOException {
    Entity entity = Entity.parseMail(octets, MimeLimits.DEFAULT);
    MailHeaders headers = headers(entity.header());
    Shape shape =
        new Shape(wrapping(headers, octets, engine), octets.length(), hasCalendar(entity, 0));
    return new OutboundMail(
        Addresses.sender(mail), Addresses.of(mail).recipients(), headers, shape);
  }

  static MailHeaders headers(HeaderBlock header) {
    return new MailHeaders(
        header.fields().stream()
            .map(field -> new MailHeaders.Field(field.name(), field.value()))
            .toList());
  }

  /**
   * What protects it already. That it is encrypted is believed only when it has been looked at; a
   * header that merely says so must not carry a mail past encryption.
   */
  static Wrapping wrapping(MailHeaders headers, Octets octets, SmimeEngine engine)
      throws IOException {
    String mediaType = headers.mediaType();
    String contentType = headers.first("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    if (mediaType.equals("multipart/encrypted") && contentType.contains("pgp-encrypted")) {
      return Wrapping.ENCRYPTED;
    }
    if (mediaType.equals("multipart/signed")) {
      return Wrapping.SIGNED;
    }
    return MAYBE_WRAPPED.contains(mediaType) ? outermost(engine.inspect(octets)) : Wrapping.NONE;
  }

  private static Wrapping outermost(Verdict verdict) {
    if (verdict.layers().isEmpty()) {
      return Wrapping.NONE;
    }
    return switch (verdict.layers().getFirst()) {
      case Layer.Signed signed -> Wrapping.SIGNED;
      case Layer.Encrypted encrypted -> Wrapping.ENCRYPTED;
      case Layer.Compressed compressed -> Wrapping.NONE;
      case Layer.CertificatesOnly certificates -> Wrapping.NONE;
      case Layer.Unreadable unreadable -> Wrapping.NONE;
    };
  }

  /**
   * True for a meeting request: text/calendar as the body or one form of it. A calendar file that
   * is merely attached does not make one.
   */
  private static boolean hasCalendar(Entity entity, int depth) throws IOException {
    String mediaType = headers(entity.header()).mediaType();
    if (mediaType.equals("text/calendar")) {
      return true;
    }
    if (!mediaType.startsWith("multipart/") || depth >= DEPTH) {
      return false;
    }
    Optional<Multipart> multipart = entity.multipart(MimeLimits.DEFAULT);
    if (multipart.isEmpty()) {
      return false;
    }
    List<Octets> parts = multipart.get().parts();
    long forms = mediaType.equals("multipart/alternative") ? parts.size() : 1;
    for (Octets part : parts.stream().limit(forms).toList()) {
      if (hasCalendar(Entity.parse(part, MimeLimits.DEFAULT), depth + 1)) {
        return true;
      }
    }
    return false;
  }
}
