package org.sealgate.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeyTest {
  @TempDir Path folder;

  @Test
  void whoeverMakesTheSameKeyFileAtTheSameTimeGetsTheSameKey() throws Exception {
    Path file = folder.resolve("master.key");
    Callable<String> made =
        () -> {
          MasterKey.createdIfAbsent(file);
          return HexFormat.of().formatHex(MasterKey.KeyFileOctets.read(file));
        };
    List<String> keys = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<String> each :
          threads.invokeAll(Stream.generate(() -> made).limit(64).toList())) {
        keys.add(each.get());
      }
    }
    assertThat(keys).hasSize(64).containsOnly(keys.getFirst());
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(file);
    }
  }
}
