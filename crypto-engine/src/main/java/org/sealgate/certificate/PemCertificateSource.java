package org.sealgate.certificate;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.sealgate.SmimeException;

/**
 * Certificates in a file, or in the files of a folder: PEM, DER, P7B. Read at each question, so
 * that a file put there counts at once; wrap it in a cache where that is too slow. A file that
 * cannot be read is left out, but where nothing can be read the source is unavailable.
 */
public final class PemCertificateSource implements CertificateSource {
  private static final Set<String> ENDINGS =
      Set.of("pem", "crt", "cer", "der", "p7b", "p7c", "p7s");
  private static final int MAX_FILES = 10_000;
  private static final long MAX_OCTETS = 16L << 20;

  private final Path place;

  /**
   * @param place a file, or a folder of files with the usual endings
   */
  public PemCertificateSource(Path place) {
    this.place = place;
  }

  @Override
  public String name() {
    return "file " + place;
  }

  @Override
  public Answer find(EmailAddress address) {
    try {
      return new Found(
          certificates().stream()
              .filter(c -> c.names(address) || DomainCertificates.covers(c, address))
              .toList());
    } catch (IOException | DirectoryIteratorException e) {
      return new Unavailable("cannot read " + place + ": " + e.getMessage());
    } catch (SmimeException e) {
      return new Unavailable(String.valueOf(e.getMessage()));
    }
  }

  private List<MailCertificate> certificates() throws IOException {
    if (!Files.isDirectory(place)) {
      return Certificates.read(read(place));
    }
    List<MailCertificate> all = new ArrayList<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(place, PemCertificateSource::isCertificateFile)) {
      int count = 0;
      for (Path file : files) {
        if (++count > MAX_FILES) {
          throw SmimeException.limit("files of a certificate folder", MAX_FILES);
        }
        addReadable(file, all);
      }
    }
    return all;
  }

  private static void addReadable(Path file, List<MailCertificate> all) throws IOException {
    byte[] octets = read(file);
    try {
      all.addAll(Certificates.read(octets));
    } catch (SmimeException notACertificate) {
      return;
    }
  }

  private static byte[] read(Path file) throws IOException {
    if (Files.size(file) > MAX_OCTETS) {
      throw SmimeException.limit("octets of a certificate file", MAX_OCTETS);
    }
    return Files.readAllBytes(file);
  }

  private static boolean isCertificateFile(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1)) && Files.isRegularFile(file);
  }
}
