package org.sealgate.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;

/**
 * A message of 1 GiB in a process with a heap of 256 MiB. Content and ciphertext are compared by
 * digest; what is on disk at one time is one message and one encrypted spool. System properties:
 * {@code sealgate.gigabyte.mebibytes} (the size), {@code sealgate.gigabyte.heap} ({@code 256m}).
 */
@Tag("large")
class GigabyteTest {
  private static final String SIZE = System.getProperty("sealgate.gigabyte.mebibytes", "1024");
  private static final String HEAP = System.getProperty("sealgate.gigabyte.heap", "256m");

  @TempDir Path folder;

  @Test
  void isSignedVerifiedEncryptedAndDecryptedWithAHeapOf256Mebibytes() throws Exception {
    TestIdentity bob = TestPki.shared().user("bob@example.net").issue();
    Path keys = folder.resolve("bob.pem");
    Files.writeString(keys, bob.privateKeyPem() + bob.chainPem());
    Path anchor = folder.resolve("anchor.der");
    Files.write(anchor, TestPki.shared().anchor().getEncoded());
    List<String> said = run(keys, anchor);
    said.forEach(System.out::println);
    assertThat(said).last().asString().startsWith("done");
  }

  private List<String> run(Path keys, Path anchor) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Xmx" + HEAP));
    command.add("-Djava.io.tmpdir=" + folder);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(GigabyteRun.class.getName(), SIZE, keys.toString(), anchor.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> said = new ArrayList<>();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      out.lines().forEach(said::add);
    }
    assertThat(process.waitFor()).as(String.join("\n", said)).isZero();
    return said;
  }
}
