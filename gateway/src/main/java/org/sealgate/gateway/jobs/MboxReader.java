package org.sealgate.gateway.jobs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sealgate.SmimeException;
import org.sealgate.mime.Octets;

/**
 * Splits an mbox file of any of the four dialects into its mails, as octets. A mail ends where its
 * Content-Length says, where that is true (another From_ line or the end of the file follows:
 * mboxcl, mboxcl2); else before a From_ line that follows an empty line and is followed by a header
 * field (mboxo, mboxrd). So an unescaped "From " in the text of a mail ends nothing.
 */
final class MboxReader {
  private static final String FROM = "From ";
  private static final Pattern TIME_AND_YEAR = Pattern.compile(".*\\b\\d{1,2}:\\d\\d.*\\b\\d{4}.*");
  private static final Pattern FIELD = Pattern.compile("[!-9;-~]+[ \\t]*:.*");
  private static final String LENGTH = "content-length:";

  private final Octets file;
  private final boolean dated;
  private long position;
  private int number;

  /**
   * A reader from a position at which a mail begins.
   *
   * @param number how many mails come before it
   * @throws SmimeException MALFORMED where the file does not begin with a From_ line
   */
  MboxReader(Octets file, long position, int number) throws IOException {
    this.file = file;
    this.position = position;
    this.number = number;
    LineScanner first = new LineScanner(file, 0);
    if (file.length() > 0 && !(first.next() && first.startsWith(FROM))) {
      throw SmimeException.malformed(
          "this is no mbox file: its first line does not begin with 'From '; give an mbox file or a"
              + " folder of mails");
    }
    this.dated = file.length() == 0 || TIME_AND_YEAR.matcher(first.text()).matches();
  }

  /** True where octets begin as an mbox file does. */
  static boolean looksLikeMbox(Octets file) throws IOException {
    LineScanner first = new LineScanner(file, 0);
    return file.length() == 0 || (first.next() && first.startsWith(FROM));
  }

  /** The next mail; empty at the end of the file. */
  Optional<MboxEntry> next() throws IOException {
    if (position >= file.length()) {
      return Optional.empty();
    }
    LineScanner lines = new LineScanner(file, position);
    lines.next();
    long mailStart = lines.end();
    long length = skipHeader(lines);
    Optional<Long> counted = length < 0 ? Optional.empty() : endByCount(lines.end(), length);
    long end = counted.isPresent() ? counted.get() : endByFromLine(lines);
    long mailEnd = counted.isPresent() ? lines.end() + length : beforeEmptyLine(mailStart, end);
    MboxEntry entry =
        new MboxEntry(
            ++number,
            position,
            end,
            file.slice(position, end),
            file.slice(position, mailStart),
            file.slice(mailStart, mailEnd),
            counted.isPresent());
    position = end;
    return Optional.of(entry);
  }

  /** Goes to the empty line after the header; the value of Content-Length, or -1. */
  private static long skipHeader(LineScanner lines) throws IOException {
    long length = -1;
    while (lines.next() && !lines.isEmpty()) {
      String text = lines.text();
      if (text.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
        length = number(text.substring(LENGTH.length()).strip());
      }
    }
    return length;
  }

  private static long number(String digits) {
    return digits.matches("\\d{1,15}") ? Long.parseLong(digits) : -1;
  }

  /** Where the next mail begins if the count is true: at a From_ line or the end of the file. */
  private Optional<Long> endByCount(long body, long length) throws IOException {
    long end = body + length;
    if (end > file.length()) {
      return Optional.empty();
    }
    LineScanner after = new LineScanner(file, end);
    boolean more = after.next();
    if (more && after.isEmpty()) {
      end = after.end();
      more = after.next();
    }
    return !more || after.startsWith(FROM) ? Optional.of(end) : Optional.empty();
  }

  private long endByFromLine(LineScanner lines) throws IOException {
    boolean afterEmpty = true;
    while (lines.next()) {
      if (afterEmpty && lines.startsWith(FROM) && separates(lines)) {
        return lines.start();
      }
      afterEmpty = lines.isEmpty();
    }
    return file.length();
  }

  private boolean separates(LineScanner from) throws IOException {
    if (dated && !TIME_AND_YEAR.matcher(from.text()).matches()) {
      return false;
    }
    LineScanner following = new LineScanner(file, from.end());
    return !following.next()
        || following.isEmpty()
        || following.startsWith(">From ")
        || FIELD.matcher(following.text()).matches();
  }

  /** The end without the empty line that separates mails. */
  private long beforeEmptyLine(long start, long end) throws IOException {
    long from = Math.max(start, end - 4);
    String tail = new String(file.slice(from, end).toByteArray(), StandardCharsets.ISO_8859_1);
    if (tail.endsWith("\r\n\r\n")) {
      return end - 2;
    }
    return tail.endsWith("\n\n") ? end - 1 : end;
  }
}
