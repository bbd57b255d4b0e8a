package org.sealgate.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.sealgate.SmimeException;
import org.sealgate.identity.KeyFileLimits;

/**
 * A file that may hold keys, and where it lies.
 *
 * @param name its path, for people
 * @param octets what it holds
 */
record KeyFileSource(String name, byte[] octets) {
  private static final int MOST_FILES = 100_000;
  private static final long MOST_OCTETS = 1L << 30;

  /** The files at a path: itself, those of a folder and its folders, those in zip archives. */
  static List<KeyFileSource> under(Path path) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(path)) {
      files = walk.filter(Files::isRegularFile).sorted().limit(MOST_FILES + 1L).toList();
    }
    if (files.size() > MOST_FILES) {
      throw SmimeException.limit("importFiles", MOST_FILES);
    }
    List<KeyFileSource> sources = new ArrayList<>();
    for (Path file : files) {
      if (Files.size(file) > KeyFileLimits.DEFAULT.keyFileOctets()) {
        throw SmimeException.limit("keyFileOctets", KeyFileLimits.DEFAULT.keyFileOctets());
      }
      byte[] octets = Files.readAllBytes(file);
      if (isZip(octets)) {
        sources.addAll(unzipped(file, octets));
      } else {
        sources.add(new KeyFileSource(file.toString(), octets));
      }
    }
    return sources;
  }

  private static boolean isZip(byte[] octets) {
    return octets.length > 4
        && octets[0] == 'P'
        && octets[1] == 'K'
        && octets[2] == 3
        && octets[3] == 4;
  }

  private static List<KeyFileSource> unzipped(Path file, byte[] octets) throws IOException {
    List<KeyFileSource> sources = new ArrayList<>();
    long total = 0;
    try (ZipInputStream zip = new ZipInputStream(new java.io.ByteArrayInputStream(octets))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (!entry.isDirectory()) {
          byte[] content = bounded(zip);
          total += content.length;
          if (total > MOST_OCTETS || sources.size() >= MOST_FILES) {
            throw SmimeException.limit("importOctets", MOST_OCTETS);
          }
          sources.add(new KeyFileSource(file + "!" + entry.getName(), content));
        }
      }
    }
    return sources;
  }

  private static byte[] bounded(InputStream in) throws IOException {
    int limit = KeyFileLimits.DEFAULT.keyFileOctets();
    byte[] content = in.readNBytes(limit + 1);
    if (content.length > limit) {
      throw SmimeException.limit("keyFileOctets", limit);
    }
    return content;
  }
}
