package org.sealgate.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealgate.archive.MasterKey;
import org.sealgate.fixtures.oldmail.OldMailbox;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;

/** What a mail archive is encrypted to, told without opening a mail. */
class ArchiveCensusTest {
  private static final int MAILS = 120;
  private static final OldMailbox MAILBOX = OldMailbox.of(TestPki.shared(), MAILS);

  @TempDir private Path folder;

  @BeforeEach
  void furnish() throws IOException {
    MasterKey.createdIfAbsent(folder.resolve("master.key"));
    Files.writeString(
        folder.resolve("sealgate.yaml"), "archive: {path: keys.db, key-file: master.key}");
    Files.createDirectory(folder.resolve("keys"));
    int number = 0;
    for (TestIdentity identity : MAILBOX.generations()) {
      Files.writeString(
          folder.resolve("keys/" + number++ + ".pem"),
          identity.privateKeyPem() + identity.chainPem());
    }
    CommandRun.in(folder, "keys", "import", "keys").exits(0);
  }

  @Test
  void theListOfMissingKeysIsExact() throws IOException {
    MAILBOX.writeMbox(folder.resolve("old.mbox"));
    JsonNode census = census("old.mbox");
    long unreadable = MAILBOX.unreadable().count();
    assertThat(census.path("mails").asLong()).isEqualTo(MAILS);
    assertThat(census.path("openable").asLong())
        .isEqualTo(census.path("encrypted").asLong() - unreadable);
    String lost = MAILBOX.lost().certificate().getSerialNumber().toString(16);
    JsonNode missing = census.path("missing");
    assertThat(missing.findValuesAsText("serialNumber")).contains(lost);
    for (JsonNode each : missing) {
      if (each.path("recipient").path("serialNumber").asText().equals(lost)) {
        assertThat(each.path("mails").asLong()).isEqualTo(unreadable);
        assertThat(each.path("first").asText()).startsWith("2019-0");
        assertThat(each.path("last").asText()).startsWith("2019-0");
      }
    }
  }

  @Test
  void aFolderAndAZipOfTheSameMailsCountTheSame() throws IOException {
    MAILBOX.writeFolder(folder.resolve("mails"));
    JsonNode fromFolder = census("mails");
    MAILBOX.writeMbox(folder.resolve("old.mbox"));
    try (OutputStream out = Files.newOutputStream(folder.resolve("old.zip"));
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("readme.txt"));
      zip.putNextEntry(new ZipEntry("Mail/Archive"));
      Files.copy(folder.resolve("old.mbox"), zip);
    }
    JsonNode fromZip = census("old.zip");
    assertThat(fromZip.path("otherFiles").asInt()).isEqualTo(1);
    assertThat(fromZip.path("missing")).isEqualTo(fromFolder.path("missing"));
    assertThat(fromZip.path("openable")).isEqualTo(fromFolder.path("openable"));
  }

  @Test
  void noKeyIsUsedByTakingStock() throws IOException {
    MAILBOX.writeMbox(folder.resolve("old.mbox"));
    census("old.mbox");
    assertThat(CommandRun.in(folder, "keys", "audit").text()).doesNotContain("decrypted");
  }

  private JsonNode census(String source) throws IOException {
    return CommandRun.in(folder, "archive", "census", "--json", source).exits(1).json();
  }
}
