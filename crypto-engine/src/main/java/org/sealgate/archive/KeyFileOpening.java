package org.sealgate.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sealgate.ErrorCode;
import org.sealgate.Secret;
import org.sealgate.SmimeException;
import org.sealgate.archive.KeyImport.FileImport;
import org.sealgate.archive.OpenedKeyFile.Broken;
import org.sealgate.archive.OpenedKeyFile.Intact;
import org.sealgate.identity.IdentityFile;

/**
 * Opens the files of one import, some at a time on every core: passwords are slow to try, by
 * design. Of what waits to be opened only so much is in memory.
 */
final class KeyFileOpening {
  private static final int MOST_WAITING = 256;
  private static final long MOST_WAITING_OCTETS = 64 << 20;

  private final List<Secret> passwords;
  private final KeyDatabases databases;
  private final List<KeyFileSource> waiting = new ArrayList<>();
  private final List<OpenedKeyFile> opened = new ArrayList<>();
  private long waitingOctets;

  KeyFileOpening(List<Secret> passwords, KeyDatabases databases) {
    this.passwords = passwords;
    this.databases = databases;
  }

  /** What lies at these paths, opened, in the order it was found. */
  List<OpenedKeyFile> through(List<Path> paths) throws IOException {
    KeyFileWalk walk = new KeyFileWalk(this::take, databases);
    for (Path path : paths) {
      walk.through(path);
    }
    openWaiting();
    return List.copyOf(opened);
  }

  private void take(KeyFileSource source) {
    waiting.add(source);
    if (source instanceof KeyFileSource.Content file) {
      waitingOctets += file.octets().length;
    }
    if (waiting.size() >= MOST_WAITING || waitingOctets >= MOST_WAITING_OCTETS) {
      openWaiting();
    }
  }

  private void openWaiting() {
    waiting.parallelStream().map(this::open).forEachOrdered(opened::add);
    waiting.clear();
    waitingOctets = 0;
  }

  private OpenedKeyFile open(KeyFileSource source) {
    return switch (source) {
      case KeyFileSource.Content file -> open(file);
      case KeyFileSource.Database database -> open(database);
      case KeyFileSource.Unreadable file -> {
        boolean tooLarge = file.problem().code() == ErrorCode.LIMIT_EXCEEDED;
        yield broken(file.name(), file.problem(), file.named() || !tooLarge);
      }
    };
  }

  private OpenedKeyFile open(KeyFileSource.Database database) {
    try {
      return new Intact(database.name(), databases.read(database.folder(), passwords));
    } catch (SmimeException e) {
      return broken(database.name(), e, true);
    }
  }

  private OpenedKeyFile open(KeyFileSource.Content file) {
    try {
      return new Intact(file.name(), IdentityFile.read(file.octets(), passwords));
    } catch (SmimeException e) {
      return broken(file.name(), e, file.named() || IdentityFile.isLikely(file.octets()));
    }
  }

  /** What was only found beside key files, and does not look like one, is no failure. */
  private static Broken broken(String name, SmimeException problem, boolean isFailure) {
    return new Broken(isFailure ? FileImport.failed(name, problem) : FileImport.ignored(name));
  }
}
