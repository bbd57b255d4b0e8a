package org.sealgate.archive;

import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What was done with the archive, append-only: each entry carries a tag over itself and the tag
 * before it, under the archive's secret, and the newest tag is kept apart, so that an entry
 * changed, taken out, put in or cut off at the end shows.
 */
final class AuditChain {
  private static final String HEAD = "audit-head";
  private static final byte[] GENESIS = new byte[32];

  private final Vault archive;
  private final Clock clock;

  AuditChain(Vault archive, Clock clock) {
    this.archive = archive;
    this.clock = clock;
  }

  /** What is to be told: of whom, and what else. */
  record Happening(AuditEvent event, String subject, String detail) {
    private AuditEntry at(long number, Instant now) {
      return new AuditEntry(number, now, event, subject, detail);
    }
  }

  /** Appends within the transaction of what it tells of. */
  void append(Connection connection, AuditEvent event, String subject, String detail)
      throws SQLException {
    appendAll(connection, List.of(new Happening(event, subject, detail)));
  }

  /** Appends an entry for each, in order; the chain is read and its end written once. */
  void appendAll(Connection connection, List<Happening> happenings) throws SQLException {
    if (happenings.isEmpty()) {
      return;
    }
    Instant now = Instant.ofEpochMilli(clock.millis());
    Head head = head(connection);
    List<Head> due = new ArrayList<>();
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO audit (n, at, event, subject, detail, hash) VALUES (?, ?, ?, ?, ?, ?)")) {
      for (Happening each : happenings) {
        head = append(insert, head, each.at(head.number + 1, now));
        if (head.number % AuditCheckpoints.EVERY == 0) {
          due.add(head);
        }
      }
      insert.executeBatch();
    }
    Meta.put(connection, HEAD, sealedHead(head.number, head.hash));
    for (Head each : due) {
      new AuditCheckpoints(archive).make(connection, each.number, each.hash, now);
    }
  }

  private Head append(PreparedStatement insert, Head head, AuditEntry entry) throws SQLException {
    byte[] hash = hash(entry, head.hash);
    insert.setLong(1, entry.number());
    insert.setLong(2, entry.at().toEpochMilli());
    insert.setString(3, entry.event().name());
    insert.setString(4, entry.subject());
    insert.setString(5, entry.detail());
    insert.setBytes(6, hash);
    insert.addBatch();
    return new Head(entry.number(), hash);
  }

  /** Signs the audit as it is now. */
  AuditCheckpoint checkpoint(Connection connection) throws SQLException {
    Head head = head(connection);
    Instant now = Instant.ofEpochMilli(clock.millis());
    return new AuditCheckpoints(archive).make(connection, head.number, head.hash, now);
  }

  /** So many entries at most, from the one after a number on, oldest first. */
  List<AuditEntry> entries(Connection connection, long after, int most) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT n, at, event, subject, detail FROM audit WHERE n > ? ORDER BY n LIMIT ?")) {
      select.setLong(1, after);
      select.setInt(2, most);
      try (var rows = select.executeQuery()) {
        List<AuditEntry> entries = new ArrayList<>();
        while (rows.next()) {
          entries.add(entry(rows));
        }
        return entries;
      }
    }
  }

  /** The number of the newest entry; zero where there is none. */
  long end(Connection connection) throws SQLException {
    return head(connection).number;
  }

  /**
   * Where the audit is first not what was written, by its chain, by the checkpoints in the archive,
   * and by those that were kept elsewhere; empty where it is whole.
   */
  Optional<AuditEntry.BrokenLink> firstBrokenLink(
      Connection connection, List<AuditCheckpoint> elsewhere) throws SQLException {
    List<AuditCheckpoint> checkpoints = new ArrayList<>(AuditCheckpoints.kept(connection));
    checkpoints.addAll(elsewhere);
    List<AuditEntry.BrokenLink> broken = new ArrayList<>();
    chainBreak(connection).ifPresent(broken::add);
    for (AuditCheckpoint checkpoint : checkpoints) {
      mismatch(connection, checkpoint).ifPresent(broken::add);
    }
    return broken.stream().min(Comparator.comparingLong(AuditEntry.BrokenLink::number));
  }

  private static Optional<AuditEntry.BrokenLink> mismatch(
      Connection connection, AuditCheckpoint checkpoint) throws SQLException {
    long number = checkpoint.number();
    byte[] key = AuditCheckpoints.publicKey(connection).orElse(new byte[0]);
    if (!Arrays.equals(key, checkpoint.publicKey()) || !checkpoint.isSigned()) {
      return broken(number, "the checkpoint of entry " + number + " is not this archive's");
    }
    try (var select = connection.prepareStatement("SELECT hash FROM audit WHERE n = ?")) {
      select.setLong(1, number);
      try (var rows = select.executeQuery()) {
        boolean same = rows.next() && Arrays.equals(rows.getBytes(1), checkpoint.hash());
        return same || number == 0
            ? Optional.empty()
            : broken(number, "entry " + number + " or one before is not what was signed");
      }
    }
  }

  private Optional<AuditEntry.BrokenLink> chainBreak(Connection connection) throws SQLException {
    byte[] previous = GENESIS;
    long number = 0;
    try (Statement select = connection.createStatement();
        var rows =
            select.executeQuery(
                "SELECT n, at, event, subject, detail, hash FROM audit ORDER BY n")) {
      while (rows.next()) {
        number++;
        if (rows.getLong("n") != number) {
          return broken(number, "entry " + number + " is missing");
        }
        byte[] stated = rows.getBytes("hash");
        if (!AuditEvent.isKnown(rows.getString("event"))
            || !MessageDigest.isEqual(stated, hash(entry(rows), previous))) {
          return broken(number, "entry " + number + " was changed or put in");
        }
        previous = stated;
      }
    }
    byte[] head = Meta.get(connection, HEAD).orElse(new byte[0]);
    boolean whole =
        number == 0 ? head.length == 0 : MessageDigest.isEqual(head, sealedHead(number, previous));
    return whole
        ? Optional.empty()
        : broken(number + 1, "entries after " + number + " were cut off");
  }

  private static Optional<AuditEntry.BrokenLink> broken(long number, String reason) {
    return Optional.of(new AuditEntry.BrokenLink(number, reason));
  }

  private static AuditEntry entry(ResultSet rows) throws SQLException {
    return new AuditEntry(
        rows.getLong("n"),
        Instant.ofEpochMilli(rows.getLong("at")),
        AuditEvent.valueOf(rows.getString("event")),
        rows.getString("subject"),
        rows.getString("detail"));
  }

  private byte[] sealedHead(long number, byte[] hash) {
    return archive.tag("audit head", Vault.fields(Vault.utf8(Long.toString(number)), hash));
  }

  private byte[] hash(AuditEntry entry, byte[] previous) {
    return archive.tag(
        "audit",
        Vault.fields(
            previous,
            Vault.utf8(Long.toString(entry.number())),
            Vault.utf8(Long.toString(entry.at().toEpochMilli())),
            Vault.utf8(entry.event().name()),
            Vault.utf8(entry.subject()),
            Vault.utf8(entry.detail())));
  }

  private record Head(long number, byte[] hash) {}

  private static Head head(Connection connection) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement("SELECT n, hash FROM audit ORDER BY n DESC LIMIT 1");
        var rows = select.executeQuery()) {
      return rows.next() ? new Head(rows.getLong(1), rows.getBytes(2)) : new Head(0, GENESIS);
    }
  }
}
