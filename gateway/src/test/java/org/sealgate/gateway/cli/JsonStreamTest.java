package org.sealgate.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonStreamTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void isTheSameTextAsATreeWrittenAtOnce() throws IOException {
    JsonStream stream = JsonStream.to(out);
    stream.list("full");
    for (int i = 0; i < 3; i++) {
      int number = i;
      stream.row(row -> row.put("number", number).putObject("of").put("text", "\"" + number));
    }
    stream.end();
    stream.list("empty");
    stream.end();
    assertThat(stream.finish()).isEqualTo(3);

    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    Json.write(new ObjectMapper().readTree(out.toByteArray()), whole);
    assertThat(out.toByteArray()).isEqualTo(whole.toByteArray());
    assertThat(new ObjectMapper().readTree(out.toByteArray()).findValuesAsText("number"))
        .isEqualTo(List.of("0", "1", "2"));
  }

  @Test
  void aRowIsOnItsWayBeforeTheNextOnesAreMade() throws IOException {
    long[] written = {0};
    JsonStream stream =
        JsonStream.to(
            new OutputStream() {
              @Override
              public void write(int octet) {
                written[0]++;
              }
            });
    stream.list("rows");
    for (int i = 0; i < 100_000; i++) {
      stream.row(row -> row.put("text", "forty octets, of which none may be kept."));
      assertThat(written[0]).isGreaterThan(40L * i - 32_768);
    }
  }

  @Test
  void whatBreaksOffOnTheWayIsNoJson() throws IOException {
    JsonStream stream = JsonStream.to(out);
    stream.list("rows");
    assertThatThrownBy(
            () -> {
              for (int i = 0; true; i++) {
                int number = i;
                stream.row(row -> row.put("share", 1 / (1_000 - number)));
              }
            })
        .isInstanceOf(ArithmeticException.class);
    assertThat(out.size()).isPositive();
    assertThatThrownBy(
            () -> {
              JsonNode read = new ObjectMapper().readTree(out.toByteArray());
              throw new AssertionError("was read: " + read);
            })
        .isInstanceOf(JsonProcessingException.class);
  }
}
