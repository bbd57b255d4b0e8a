package org.sealgate.gateway.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.regex.Pattern;
import org.sealgate.mime.Octets;
import org.sealgate.mime.Spool;

/**
 * Writes mails into an mbox file so that readers of every dialect split it alike: lines of the text
 * that begin with "From " are escaped, reversibly (mboxrd), and where the mail had a Content-Length
 * field it gets a true one (mboxcl).
 */
final class MboxWriter {
  private static final Pattern ESCAPED = Pattern.compile(">*From .*", Pattern.DOTALL);

  private final OutputStream out;

  MboxWriter(OutputStream out) {
    this.out = out;
  }

  /** Writes a mail as it stood in its file. */
  void copy(MboxEntry entry) throws IOException {
    entry.raw().writeTo(out);
  }

  /** Writes a mail in the place of the one it was made from. */
  void replace(MboxEntry entry, Octets mail) throws IOException {
    boolean crLf = MailText.usesCrLf(entry.mail());
    try (Spool text = new Spool(Spool.DEFAULT_THRESHOLD)) {
      if (crLf) {
        mail.writeTo(text);
      } else {
        MailText.writeWithLf(mail, text);
      }
      try (Octets lines = text.toOctets()) {
        entry.fromLine().writeTo(out);
        write(lines, entry.counted(), crLf ? "\r\n" : "\n");
      }
    }
  }

  private void write(Octets mail, boolean counted, String lineEnd) throws IOException {
    LineScanner lines = new LineScanner(mail, 0);
    while (lines.next() && !lines.isEmpty()) {
      if (!isCount(lines.text())) {
        mail.slice(lines.start(), lines.end()).writeTo(out);
      }
    }
    try (Octets body = escapedBody(mail, lines, lineEnd)) {
      if (counted) {
        out.write(MailText.latin1("Content-Length: " + body.length() + lineEnd));
      }
      out.write(MailText.latin1(lineEnd));
      body.writeTo(out);
      out.write(MailText.latin1(lineEnd));
    }
  }

  private static boolean isCount(String line) {
    String lower = line.toLowerCase(Locale.ROOT);
    return lower.startsWith("content-length:") || lower.startsWith("lines:");
  }

  private static Octets escapedBody(Octets mail, LineScanner lines, String lineEnd)
      throws IOException {
    try (Spool body = new Spool(Spool.DEFAULT_THRESHOLD)) {
      long copied = lines.end();
      while (lines.next()) {
        if (lines.text().indexOf("From ") >= 0 && ESCAPED.matcher(lines.text()).matches()) {
          mail.slice(copied, lines.start()).writeTo(body);
          body.write('>');
          copied = lines.start();
        }
      }
      mail.slice(copied, mail.length()).writeTo(body);
      if (!endsWithLineEnd(mail)) {
        body.write(MailText.latin1(lineEnd));
      }
      return body.toOctets();
    }
  }

  private static boolean endsWithLineEnd(Octets mail) throws IOException {
    if (mail.length() == 0) {
      return false;
    }
    try (InputStream last = mail.slice(mail.length() - 1, mail.length()).open()) {
      return last.read() == '\n';
    }
  }
}
