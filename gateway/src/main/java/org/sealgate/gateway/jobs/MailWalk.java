package org.sealgate.gateway.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.sealgate.mime.Octets;
import org.sealgate.mime.Spool;

/**
 * Goes through the mails of an archive: an mbox file, a single mail, a folder with any of them or a
 * Maildir, a zip archive of all that. What is none of these is passed over.
 */
final class MailWalk {
  private static final byte[] ZIP = {'P', 'K', 3, 4};

  private final Taker taker;
  private long otherFiles;

  /** What is done with each mail. */
  @FunctionalInterface
  interface Taker {
    /**
     * Takes a mail, which is closed afterwards.
     *
     * @param place where it was found, for people
     */
    void take(String place, Octets mail) throws IOException;
  }

  MailWalk(Taker taker) {
    this.taker = taker;
  }

  /** How many files held no mail. */
  long otherFiles() {
    return otherFiles;
  }

  /** Goes through what lies at a path. */
  void through(Path source) throws IOException {
    if (!Files.exists(source)) {
      throw new NoSuchFileException(source.toString());
    }
    if (!Files.isDirectory(source)) {
      file(source, source.getFileName().toString(), true);
      return;
    }
    List<Path> files;
    try (Stream<Path> walk = Files.walk(source)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      file(file, source.relativize(file).toString(), false);
    }
  }

  private void file(Path file, String place, boolean named) throws IOException {
    if (isZip(file)) {
      try (InputStream in = Files.newInputStream(file)) {
        zip(in, place);
      }
      return;
    }
    try (Octets octets = Octets.of(file)) {
      content(place, octets, named);
    }
  }

  private void zip(InputStream in, String place) throws IOException {
    ZipInputStream zip = new ZipInputStream(in);
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      if (!entry.isDirectory()) {
        try (Spool spool = new Spool(Spool.DEFAULT_THRESHOLD)) {
          zip.transferTo(spool);
          try (Octets octets = spool.toOctets()) {
            content(place + "!" + entry.getName(), octets, false);
          }
        }
      }
    }
  }

  private void content(String place, Octets octets, boolean named) throws IOException {
    if (octets.length() > 0 && MboxReader.looksLikeMbox(octets)) {
      mbox(place, octets);
    } else if (octets.length() > 0 && (named || isMail(place))) {
      taker.take(place, octets);
    } else {
      otherFiles++;
    }
  }

  private void mbox(String place, Octets file) throws IOException {
    MboxReader reader = new MboxReader(file, 0, 0);
    for (Optional<MboxEntry> mail = reader.next(); mail.isPresent(); mail = reader.next()) {
      taker.take(place + "#" + mail.get().number(), mail.get().mail());
    }
  }

  private static boolean isMail(String place) {
    String path = place.replace('!', '/');
    String[] steps = path.split("/", -1);
    String folder = steps.length > 1 ? steps[steps.length - 2] : "";
    return path.toLowerCase(Locale.ROOT).endsWith(".eml")
        || folder.equals("cur")
        || folder.equals("new");
  }

  private static boolean isZip(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(ZIP.length), ZIP);
    }
  }
}
