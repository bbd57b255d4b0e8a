package org.sealgate.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

class IdentifierIndexTest {
  private static final long MIX = 0x9E3779B97F4A7C15L;

  @TempDir Path folder;

  @Test
  void whatWasEnteredIsFoundAndNothingElse() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    IdentifierIndex index = new IdentifierIndex(16);
    Map<Long, TreeSet<Integer>> model = new HashMap<>();
    for (int sequence = 1; sequence <= 50_000; sequence++) {
      long hash = random.nextInt(4) == 0 ? random.nextInt(1_000) : random.nextLong();
      index.put(hash, sequence);
      index.put(hash, sequence);
      model.computeIfAbsent(hash, key -> new TreeSet<>()).add(sequence);
    }
    model.forEach((hash, sequences) ->
        assertThat(index.get(hash))
            .as("seed " + seed)
            .containsExactlyInAnyOrder(sequences.stream().mapToInt(Integer::intValue).toArray()));
    assertThat(index.get(-1)).isEmpty();
    assertThat(index.size()).isEqualTo(50_000);
  }

  /** A measurement: run with {@code -Dsealgate.million=true}. */
  @Test
  @EnabledIfSystemProperty(named = "sealgate.million", matches = "true")
  void aMillionIdentitiesOpenWithinASecond() {
    Path file = folder.resolve("million.db");
    int rows = 1_000_000;
    try (Store store = SqliteStore.open(file)) {
      store.write(connection -> fill(connection, rows));
      store.write(IndexStore::pack);
    }
    try (Store store = SqliteStore.open(file)) {
      long start = System.nanoTime();
      IdentifierIndex index = new IdentifierIndex(16);
      store.snapshot(connection -> IndexStore.load(connection, index, 0));
      long opened = System.nanoTime();
      for (int sequence = 1; sequence <= rows; sequence++) {
        assertThat(index.get(MIX * sequence).length).isEqualTo(1);
      }
      long found = System.nanoTime();
      System.out.printf(
          "%,d identifiers: index read in %d ms, %d ns a look-up%n",
          index.size(), (opened - start) / 1_000_000, (found - opened) / rows);
      assertThat(opened - start).isLessThan(1_000_000_000L);
      assertThat((found - opened) / rows).isLessThan(5_000L);
    }
  }

  /** Three identifiers for each identity, as most have. */
  private static boolean fill(Connection connection, int rows) throws SQLException {
    try (Statement off = connection.createStatement()) {
      off.execute("DROP TABLE identifiers");
      off.execute("CREATE TABLE identifiers (seq INTEGER PRIMARY KEY, hashes BLOB NOT NULL)");
    }
    for (int sequence = 1; sequence <= rows; sequence++) {
      byte[] hashes =
          ByteBuffer.allocate(24)
              .putLong(MIX * sequence)
              .putLong(MIX * sequence + 1)
              .putLong(MIX * sequence + 2)
              .array();
      IndexStore.addAll(connection, Map.of(sequence, hashes));
    }
    return true;
  }

  @Test
  void segmentsAndSingleRowsTogetherHoldEveryIdentifier() {
    int rows = 20_000;
    try (Store store = SqliteStore.open(folder.resolve("index.db"))) {
      store.write(connection -> {
        try (Statement off = connection.createStatement()) {
          off.execute("PRAGMA defer_foreign_keys = ON");
        }
        for (int sequence = 1; sequence <= rows; sequence++) {
          if (sequence == 15_000) {
            IndexStore.pack(connection);
          }
          byte[] hash = ByteBuffer.allocate(8).putLong(sequence * 31L).array();
          try (Statement insert = connection.createStatement()) {
            insert.executeUpdate(
                "INSERT INTO identities (seq, id, certificate, chain, purpose, state,"
                    + " not_before, not_after, imported_at, owner, data_key, private_key, tag)"
                    + " VALUES ("
                    + sequence
                    + ", '"
                    + sequence
                    + "', x'00', x'00', 'ENCRYPTION', 'ACTIVE', 0, 0, 0, '', x'00', x'00',"
                    + " x'00')");
          }
          IndexStore.addAll(connection, Map.of(sequence, hash));
        }
        return true;
      });
      IdentifierIndex index = new IdentifierIndex(16);
      int last = store.snapshot(connection -> IndexStore.load(connection, index, 0));
      assertThat(last).isEqualTo(rows);
      assertThat(index.size()).isEqualTo(rows);
      assertThat(index.get(31L * 14_999)).containsExactly(14_999);
      assertThat(index.get(31L * 19_999)).containsExactly(19_999);
    }
  }
}
