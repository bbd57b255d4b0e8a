package org.sealgate.gateway.nss;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.sealgate.Secret;

/** A copy of a database of NSS in a folder that only its owner may enter, gone when closed. */
final class NssCopy implements AutoCloseable {
  static final String CERTIFICATES = "cert9.db";
  static final String KEYS = "key4.db";
  private static final List<String> PARTS =
      List.of(CERTIFICATES, KEYS, CERTIFICATES + "-journal", KEYS + "-journal");

  private final Path folder;

  private NssCopy(Path folder) {
    this.folder = folder;
  }

  /** The copy. pkcs11.txt is left behind: it names modules that would be loaded. */
  static NssCopy of(Path profile) throws IOException {
    NssCopy copy = new NssCopy(Files.createTempDirectory("sealgate-nss"));
    try {
      for (String part : PARTS) {
        if (Files.isRegularFile(profile.resolve(part))) {
          Files.copy(profile.resolve(part), copy.folder.resolve(part));
          Files.setPosixFilePermissions(
              copy.folder.resolve(part), PosixFilePermissions.fromString("rw-------"));
        }
      }
      return copy;
    } catch (IOException | RuntimeException e) {
      copy.close();
      throw e;
    }
  }

  /** The copy with a password to try. */
  Unlocked with(Secret password) throws IOException {
    Path file = folder.resolve("password");
    write(file, password);
    return new Unlocked(folder, file);
  }

  private static void write(Path file, Secret secret) throws IOException {
    char[] chars = secret.chars();
    ByteBuffer line = StandardCharsets.UTF_8.encode(CharBuffer.wrap(chars));
    try (var channel =
        Files.newByteChannel(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      channel.write(line);
      channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
    } finally {
      Arrays.fill(chars, '\0');
      line.clear().put(new byte[line.capacity()]);
    }
  }

  /**
   * A copy with a password that may be the right one.
   *
   * @param folder where the copy is
   * @param password the file with the password
   */
  record Unlocked(Path folder, Path password) implements AutoCloseable {

    /** What {@code certutil -K} says. */
    NssPrograms.Run listKeys() throws IOException {
      return run("certutil", "-K", "-d", database(), "-f", password.toString());
    }

    /** What {@code certutil -L} says. */
    NssPrograms.Run listCertificates() throws IOException {
      return run("certutil", "-L", "-d", database(), "-f", password.toString());
    }

    /** The keys of a nickname as PKCS#12 under a password. */
    byte[] export(String nickname, Secret under) throws IOException {
      Path file = folder.resolve("export.p12");
      Path secret = folder.resolve("export.password");
      try {
        write(secret, under);
        run(
                "pk12util",
                "-o",
                file.toString(),
                "-d",
                database(),
                "-n",
                nickname,
                "-k",
                password.toString(),
                "-w",
                secret.toString())
            .orFail();
        return Files.readAllBytes(file);
      } finally {
        Files.deleteIfExists(secret);
        Files.deleteIfExists(file);
      }
    }

    private NssPrograms.Run run(String program, String... arguments) throws IOException {
      return NssPrograms.run(folder.resolve("said"), program, arguments);
    }

    private String database() {
      return "sql:" + folder;
    }

    @Override
    public void close() throws IOException {
      Files.deleteIfExists(password);
    }
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
