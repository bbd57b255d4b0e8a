package org.sealgate.gateway.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealgate.SmimeException;

/** What goes to spreadsheets, calendars and programs, with names that strangers chose. */
class ReportFormatsTest {
  @TempDir private Path folder;

  @Test
  void aSpreadsheetRunsNoFormulaFromACertificate() {
    assertThat(ExpiryCsv.cell("=HYPERLINK(\"http://evil\",\"x\")"))
        .isEqualTo("\"'=HYPERLINK(\"\"http://evil\"\",\"\"x\"\")\"");
    for (String start : List.of("=", "+", "-", "@", "\t", "\r")) {
      assertThat(ExpiryCsv.cell(start + "1")).startsWith("\"'" + start);
    }
    assertThat(ExpiryCsv.cell("alice@example.org")).isEqualTo("\"alice@example.org\"");
  }

  @Test
  void aCalendarLineIsFoldedAtSeventyFiveOctetsAndUnfoldsToItself() {
    String line = "SUMMARY:" + "Größe 𝒳 ".repeat(40);
    StringBuilder folded = new StringBuilder();
    ExpiryCalendar.fold(line, folded);
    assertThat(folded.toString().split("\r\n"))
        .allSatisfy(each ->
            assertThat(each.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(75));
    assertThat(folded.toString().replace("\r\n ", "")).isEqualTo(line + "\r\n");
  }

  @Test
  void aCalendarTextIsEscaped() {
    assertThat(ExpiryCalendar.text("a;b,c\\d\r\nBEGIN:VEVENT\u0007"))
        .isEqualTo("a\\;b\\,c\\\\d\\nBEGIN:VEVENT");
  }

  @Test
  void theHookGetsTheEventOnItsInputAndNoShellReadsIt() throws Exception {
    Path got = folder.resolve("got");
    Hook hook =
        new Hook(List.of("/usr/bin/tee", "got; touch evil"), folder, Duration.ofSeconds(20));
    hook.tell(JsonNodeFactory.instance.objectNode().put("event", "expiring"));
    assertThat(folder.resolve("got; touch evil")).hasContent("{\"event\":\"expiring\"}");
    assertThat(got).doesNotExist();
    assertThat(Files.exists(folder.resolve("evil"))).isFalse();
  }

  @Test
  void aHookThatHangsIsEndedAndOneThatFailsIsReported() {
    var event = JsonNodeFactory.instance.objectNode();
    Hook hangs = new Hook(List.of("/bin/sleep", "600"), folder, Duration.ofMillis(300));
    assertThatThrownBy(() -> hangs.tell(event))
        .isInstanceOf(SmimeException.class)
        .hasMessageContaining("was ended");
    Hook fails = new Hook(List.of("/bin/ls", "/no/such/place"), folder, Duration.ofSeconds(20));
    assertThatThrownBy(() -> fails.tell(event)).hasMessageContaining("ended with code");
    Hook missing = new Hook(List.of("/no/such/program"), folder, Duration.ofSeconds(20));
    assertThatThrownBy(() -> missing.tell(event)).hasMessageContaining("cannot be started");
  }
}
