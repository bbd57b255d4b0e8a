package org.sealgate.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.identity.KeyFileLimits;

/**
 * Goes through files, folders and zip archives, also one in another, and hands out one file after
 * the other, so that only one is in memory. What cannot be read is handed out as such; it does not
 * keep the others from being read.
 */
final class KeyFileWalk {
  private static final int MOST_FILES = 100_000;
  private static final int MOST_ZIPS_DEEP = 3;
  private static final long MOST_OCTETS = 1L << 30;

  private final Consumer<KeyFileSource> taker;
  private final KeyDatabases databases;
  private final int largest = KeyFileLimits.DEFAULT.keyFileOctets();
  private int files;
  private long unpacked;

  KeyFileWalk(Consumer<KeyFileSource> taker, KeyDatabases databases) {
    this.taker = taker;
    this.databases = databases;
  }

  /**
   * Goes through what lies at a path.
   *
   * @throws IOException where there is nothing, or the folder cannot be read
   */
  void through(Path path) throws IOException {
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString());
    }
    boolean named = !Files.isDirectory(path);
    if (named) {
      one(path, true);
    } else {
      folder(path);
    }
  }

  private void folder(Path folder) throws IOException {
    if (databases.isOne(folder)) {
      count();
      taker.accept(new KeyFileSource.Database(folder.toString(), true, folder));
      return;
    }
    List<Path> found;
    try (Stream<Path> list = Files.list(folder)) {
      found = list.sorted().toList();
    }
    for (Path each : found) {
      if (Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)) {
        folder(each);
      } else if (Files.isRegularFile(each)) {
        one(each, false);
      }
    }
  }

  private void one(Path file, boolean named) {
    count();
    try {
      if (Files.size(file) > largest) {
        refuse(file.toString(), named, SmimeException.limit("keyFileOctets", largest));
        return;
      }
      content(new KeyFileSource.Content(file.toString(), named, Files.readAllBytes(file)), 0);
    } catch (IOException e) {
      refuse(file.toString(), named, unreadable(e));
    }
  }

  private void content(KeyFileSource.Content file, int depth) {
    if (!isZip(file.octets()) || depth >= MOST_ZIPS_DEEP) {
      taker.accept(file);
      return;
    }
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file.octets()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (!entry.isDirectory()) {
          unpack(file.name() + "!" + entry.getName(), zip, depth);
        }
      }
    } catch (ZipException e) {
      refuse(
          file.name(),
          file.named(),
          SmimeException.malformed(
              "the zip archive is broken or encrypted (" + e.getMessage() + "): unpack it first",
              e));
    } catch (IOException e) {
      refuse(file.name(), file.named(), unreadable(e));
    }
  }

  private void unpack(String name, ZipInputStream zip, int depth) throws IOException {
    count();
    byte[] octets = zip.readNBytes(largest + 1);
    unpacked += octets.length;
    if (unpacked > MOST_OCTETS) {
      throw SmimeException.limit("importOctets", MOST_OCTETS);
    }
    if (octets.length > largest) {
      refuse(name, false, SmimeException.limit("keyFileOctets", largest));
    } else {
      content(new KeyFileSource.Content(name, false, octets), depth + 1);
    }
  }

  private void count() {
    if (++files > MOST_FILES) {
      throw SmimeException.limit("importFiles", MOST_FILES);
    }
  }

  private void refuse(String name, boolean named, SmimeException problem) {
    taker.accept(new KeyFileSource.Unreadable(name, named, problem));
  }

  private static SmimeException unreadable(IOException e) {
    return new SmimeException(
        ErrorCode.IO, "it cannot be read (" + e + "): check its owner and mode", e);
  }

  private static boolean isZip(byte[] octets) {
    return octets.length > 4
        && octets[0] == 'P'
        && octets[1] == 'K'
        && octets[2] == 3
        && octets[3] == 4;
  }
}
