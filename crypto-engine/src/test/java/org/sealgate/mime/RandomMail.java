package org.sealgate.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import jakarta.mail.Multipart;
import jakarta.mail.Part;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/** Mails of random structure and encodings, and what a foreign reader finds in them. */
final class RandomMail {
  private static final String TEXT = "abc def=\u00fc\u00e4\r\n";

  private RandomMail() {}

  /** Appends an entity with CRLF line ends. */
  static void append(StringBuilder mail, Random random, int depth) {
    int kind = random.nextInt(depth < 4 ? 6 : 4);
    switch (kind) {
      case 0 -> leaf(mail, "text/plain; charset=iso-8859-1", "8bit", lines(random, TEXT));
      case 1 -> leaf(mail, "application/x-any", "binary", lines(random, TEXT + "\0\n\r\u00ff"));
      case 2 -> leaf(mail, "text/html", "7bit", lines(random, "abc d\r\n"));
      case 3 -> {
        byte[] content = Seeds.bytes(random, random.nextInt(5000));
        leaf(mail, "image/png", "base64", Base64.getEncoder().encodeToString(content));
      }
      case 4 -> {
        mail.append("Content-Type: message/rfc822\r\n\r\nSubject: inside\r\n");
        append(mail, random, depth + 1);
      }
      default -> {
        String boundary = "b" + depth;
        mail.append("Content-Type: multipart/mixed; boundary=" + boundary + "\r\n\r\n");
        for (int i = random.nextInt(4); i >= 0; i--) {
          mail.append("--" + boundary + "\r\n");
          append(mail, random, depth + 1);
          mail.append("\r\n");
        }
        mail.append("--" + boundary + "--\r\n");
      }
    }
  }

  private static void leaf(StringBuilder mail, String type, String encoding, String content) {
    mail.append(
        "Content-Type: " + type + "\r\nContent-Transfer-Encoding: " + encoding + "\r\n\r\n");
    mail.append(content);
  }

  private static String lines(Random random, String alphabet) {
    String text = new String(Seeds.text(random, random.nextInt(4000), alphabet), ISO_8859_1);
    boolean binary = alphabet.indexOf('\0') >= 0;
    return binary ? text : text.replaceAll("\r\n|\r|\n", "\r\n");
  }

  /** The decoded contents of all leaves, in order. */
  static List<String> contents(Part part) throws Exception {
    List<String> found = new ArrayList<>();
    collect(part, found);
    return found;
  }

  private static void collect(Part part, List<String> found) throws Exception {
    Object content =
        part.isMimeType("multipart/*") || part.isMimeType("message/rfc822")
            ? part.getContent()
            : null;
    if (content instanceof Multipart multipart) {
      for (int i = 0; i < multipart.getCount(); i++) {
        collect(multipart.getBodyPart(i), found);
      }
    } else if (content instanceof Part message) {
      collect(message, found);
    } else {
      try (var in = part.getInputStream()) {
        found.add(part.getContentType() + "\n" + new String(in.readAllBytes(), ISO_8859_1));
      }
    }
  }
}
