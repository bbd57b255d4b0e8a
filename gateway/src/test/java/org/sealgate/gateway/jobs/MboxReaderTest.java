package org.sealgate.gateway.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sealgate.SmimeException;
import org.sealgate.mime.Octets;

class MboxReaderTest {
  private static final String FROM = "From alice@example.org Sat Mar  2 14:40:21 2019\n";

  @Test
  void splitsEscapedMailsOfMboxoAndMboxrd() throws IOException {
    String first = "Subject: one\n\n>From here on\n>>From there on\n";
    String second = "Subject: two\n\ntext\n";
    assertThat(mails(FROM + first + "\n" + FROM + second + "\n")).containsExactly(first, second);
  }

  @Test
  void believesATrueContentLengthOverAFromLineInTheText() throws IOException {
    String body = "forwarded:\n\n" + FROM + "Subject: inner\n\ntext\n";
    String first = "Subject: one\nContent-Length: " + body.length() + "\n\n" + body;
    String second = "Subject: two\n\ntext\n";
    assertThat(mails(FROM + first + "\n" + FROM + second)).containsExactly(first, second);
  }

  @Test
  void doesNotBelieveAFalseContentLength() throws IOException {
    String first = "Subject: one\nContent-Length: 3\n\nlonger than three\n";
    String second = "Subject: two\nContent-Length: 999999\n\ntext\n";
    assertThat(mails(FROM + first + "\n" + FROM + second)).containsExactly(first, second);
  }

  @Test
  void takesAnUnescapedFromInTheTextForText() throws IOException {
    String first = "Subject: one\n\nparagraph\n\nFrom now on we meet at ten.\nRegards: Bob\n";
    assertThat(mails(FROM + first)).containsExactly(first);
  }

  @Test
  void keepsEveryOctetOfTheFileInOrder() throws IOException {
    String file = FROM + "Subject: one\r\n\r\ntext\r\n\r\n" + FROM + "Subject: two\n\nno end";
    StringBuilder all = new StringBuilder();
    for (MboxEntry entry : entries(file)) {
      all.append(text(entry.raw()));
    }
    assertThat(all).hasToString(file);
  }

  @Test
  void refusesAFileThatIsNoMbox() {
    assertThatThrownBy(() -> entries("Subject: a mail\n\ntext\n"))
        .isInstanceOf(SmimeException.class)
        .hasMessageContaining("no mbox file");
  }

  @Test
  void escapesWhatItWritesSoThatItIsReadBack() throws IOException {
    MboxEntry entry = entries(FROM + "Subject: sealed\n\nMIAG\n\n").getFirst();
    String opened =
        "Subject: sealed\r\n\r\nFrom me\r\n>From you\r\n\r\nFrom x 10:00 2019\r\nA: b\r\n";
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new MboxWriter(out).replace(entry, Octets.of(opened.getBytes(StandardCharsets.ISO_8859_1)));
    assertThat(mails(out.toString(StandardCharsets.ISO_8859_1)))
        .containsExactly("Subject: sealed\n\n>From me\n>>From you\n\n>From x 10:00 2019\nA: b\n");
  }

  @Test
  void writesATrueContentLengthWhereTheMailHadOne() throws IOException {
    String file = FROM + "Subject: sealed\nContent-Length: 5\n\nMIAG\n\n" + FROM + "A: b\n\nlast\n";
    MboxEntry entry = entries(file).getFirst();
    assertThat(entry.counted()).isTrue();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] opened = "Subject: sealed\r\n\r\nlonger text\r\n".getBytes(StandardCharsets.ISO_8859_1);
    new MboxWriter(out).replace(entry, Octets.of(opened));
    assertThat(out.toString(StandardCharsets.ISO_8859_1))
        .contains("Content-Length: 12\n\nlonger text\n");
  }

  private static List<String> mails(String file) throws IOException {
    List<String> mails = new ArrayList<>();
    for (MboxEntry entry : entries(file)) {
      mails.add(text(entry.mail()));
    }
    return mails;
  }

  private static List<MboxEntry> entries(String file) throws IOException {
    MboxReader reader = new MboxReader(Octets.of(file.getBytes(StandardCharsets.ISO_8859_1)), 0, 0);
    List<MboxEntry> entries = new ArrayList<>();
    for (Optional<MboxEntry> next = reader.next(); next.isPresent(); next = reader.next()) {
      entries.add(next.get());
    }
    return entries;
  }

  private static String text(Octets octets) throws IOException {
    return new String(octets.toByteArray(), StandardCharsets.ISO_8859_1);
  }
}
