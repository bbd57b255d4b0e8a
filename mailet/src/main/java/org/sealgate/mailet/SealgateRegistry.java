package org.sealgate.mailet;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.sealgate.config.Sealgate;

/**
 * One {@link Sealgate} for each configuration file in this process, shared by all mailets and
 * matchers that name the file, and closed with the last of them. Static, since James makes each
 * mailet by itself and need not know any module of ours.
 */
final class SealgateRegistry {
  private static final Map<Path, Entry> ENTRIES = new HashMap<>();

  private SealgateRegistry() {}

  private static final class Entry {
    final Sealgate sealgate;
    int users;

    Entry(Sealgate sealgate) {
      this.sealgate = sealgate;
    }
  }

  /** A use of a shared configuration; close it once. */
  static final class Lease implements AutoCloseable {
    private final Path file;
    private final Sealgate sealgate;
    private boolean closed;

    private Lease(Path file, Sealgate sealgate) {
      this.file = file;
      this.sealgate = sealgate;
    }

    Sealgate sealgate() {
      return sealgate;
    }

    @Override
    public void close() {
      synchronized (ENTRIES) {
        if (!closed) {
          closed = true;
          release(file);
        }
      }
    }
  }

  /**
   * The shared one for this file, opened with its first user.
   *
   * @throws org.sealgate.SmimeException where it cannot be opened
   */
  static Lease acquire(Path configuration) {
    Path file = configuration.toAbsolutePath().normalize();
    synchronized (ENTRIES) {
      Entry entry = ENTRIES.computeIfAbsent(file, path -> new Entry(Sealgate.open(path)));
      entry.users++;
      return new Lease(file, entry.sealgate);
    }
  }

  private static void release(Path file) {
    Entry entry = ENTRIES.get(file);
    if (entry != null && --entry.users == 0) {
      ENTRIES.remove(file);
      entry.sealgate.close();
    }
  }
}
