package org.sealgate.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.certificate.Certificates;
import org.sealgate.certificate.MailCertificate;

/** Certificates in a file, or in the files of a folder. */
final class CertificateFiles {
  private static final Set<String> ENDINGS =
      Set.of("pem", "crt", "cer", "der", "p7b", "p7c", "p7s", "cert");

  private CertificateFiles() {}

  /** The files: itself, or those in the folder whose names end as certificates' do. */
  static List<Path> in(Path fileOrFolder) throws IOException {
    if (!Files.isDirectory(fileOrFolder)) {
      return List.of(fileOrFolder);
    }
    try (Stream<Path> files = Files.list(fileOrFolder)) {
      return files
          .filter(path -> ENDINGS.contains(ending(path)) && Files.isRegularFile(path))
          .sorted()
          .toList();
    }
  }

  /**
   * All certificates in it.
   *
   * @throws SmimeException CONFIGURATION where a file cannot be read or holds none
   */
  static List<MailCertificate> read(Path fileOrFolder) {
    List<MailCertificate> certificates = new ArrayList<>();
    Path current = fileOrFolder;
    try {
      for (Path file : in(fileOrFolder)) {
        current = file;
        certificates.addAll(Certificates.read(Files.readAllBytes(file)));
      }
    } catch (IOException e) {
      throw new SmimeException(
          ErrorCode.CONFIGURATION,
          "the certificates in " + current + " cannot be read (" + Problem.of(e) + ")",
          e);
    } catch (SmimeException e) {
      throw new SmimeException(
          ErrorCode.CONFIGURATION, "the certificates in " + current + ": " + e.getMessage(), e);
    }
    return certificates;
  }

  private static String ending(Path path) {
    String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
