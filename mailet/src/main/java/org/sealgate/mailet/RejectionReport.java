package org.sealgate.mailet;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.MailetContext;
import org.sealgate.policy.Plan.Rejection;

/**
 * Tells the sender whom a mail did not go to, why, and what to do: a delivery status notification
 * (RFC 3464). It holds nothing of the mail's content, which was to be encrypted, but its subject
 * and identifier, and goes to the envelope's sender alone.
 */
record RejectionReport(MailetContext context) {
  /** Delivery not authorized, message refused (RFC 3463, 3.8). */
  private static final String STATUS = "5.7.1";

  void send(Mail mail, List<Rejection> rejections) throws MessagingException, IOException {
    MailAddress sender = mail.getMaybeSender().asOptional().orElseThrow();
    byte[] report = text(mail, sender, rejections).getBytes(StandardCharsets.UTF_8);
    MimeMessage message =
        new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(report));
    context.sendMail(MailAddress.nullSender(), List.of(sender), message);
  }

  private String text(Mail mail, MailAddress sender, List<Rejection> rejections)
      throws MessagingException {
    String boundary = "=_sealgate-" + UUID.randomUUID();
    Optional<MailAddress> postmaster = Optional.ofNullable(context.getPostmaster());
    String host = postmaster.map(each -> each.getDomain().asString()).orElse("localhost");
    Lines lines = new Lines();
    lines
        .add("From: <" + postmaster.map(MailAddress::asString).orElse("postmaster@" + host) + ">")
        .add("To: <" + sender.asString() + ">")
        .add("Subject: Not sent: the mail could not be protected as required")
        .add(
            "Date: "
                + DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)))
        .add("Message-ID: <" + UUID.randomUUID() + "@" + host + ">")
        .add("Auto-Submitted: auto-replied")
        .add("MIME-Version: 1.0")
        .add("Content-Type: multipart/report; report-type=delivery-status;")
        .add("\tboundary=\"" + boundary + "\"")
        .add("")
        .add("--" + boundary)
        .add("Content-Type: text/plain; charset=utf-8")
        .add("Content-Transfer-Encoding: 8bit")
        .add("");
    people(mail, rejections, lines);
    lines.add("--" + boundary).add("Content-Type: message/delivery-status").add("");
    programs(host, rejections, lines);
    return lines.add("--" + boundary + "--").toString();
  }

  private static void people(Mail mail, List<Rejection> rejections, Lines lines)
      throws MessagingException {
    String subject = Optional.ofNullable(mail.getMessage().getSubject()).orElse("(no subject)");
    lines.add("Your mail was not sent to everybody.").add("").wrapped("Subject: " + subject);
    for (Rejection rejection : rejections) {
      lines.add("").wrapped(rejection.text());
    }
    lines.add("");
  }

  private static void programs(String host, List<Rejection> rejections, Lines lines) {
    lines.add("Reporting-MTA: dns; " + host).add("");
    for (Rejection rejection : rejections) {
      lines
          .add("Final-Recipient: rfc822; " + rejection.decision().recipient())
          .add("Action: failed")
          .add("Status: " + STATUS)
          .add("");
    }
  }
}
