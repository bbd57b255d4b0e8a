package org.sealgate.gateway.conformance;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.sealgate.Secret;
import org.sealgate.SmimeException;
import org.sealgate.certificate.Certificates;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.fixtures.corpus.Manifest;
import org.sealgate.fixtures.corpus.ManifestRow;
import org.sealgate.fixtures.corpus.MaterialFile;
import org.sealgate.fixtures.corpus.Operation;
import org.sealgate.identity.IdentityFile;
import org.sealgate.trust.Crls;

/**
 * The files that rows name: keys, certificates, CRLs, each read once. A password that one row tells
 * of a file serves the other rows that name the file.
 */
final class Materials {
  private final Manifest manifest;
  private final Map<Path, String> passwords = new ConcurrentHashMap<>();
  private final Map<Path, IdentityFile> keyFiles = new ConcurrentHashMap<>();
  private final Map<Path, List<X509CRL>> crls = new ConcurrentHashMap<>();

  Materials(Manifest manifest) {
    this.manifest = manifest;
    manifest.rows().forEach(this::learn);
  }

  private void learn(ManifestRow row) {
    if (row.operation() == Operation.PKCS12) {
      row.material()
          .password()
          .filter(password -> !password.equals("?"))
          .ifPresent(password -> passwords.put(file(row.path()), password));
    }
    for (MaterialFile key : row.material().keys()) {
      key.password().ifPresent(password -> passwords.put(file(row, key.name()), password));
    }
  }

  /** A row's own file. */
  Path file(ManifestRow row) {
    return file(row.path());
  }

  private Path file(String name) {
    return manifest.directory().resolve(name).normalize();
  }

  /** A file that a row names. */
  Path file(ManifestRow row, String name) {
    return row.file(manifest.directory(), name).normalize();
  }

  /** A file that a row names and that must be there. */
  Path existing(ManifestRow row, String name) {
    Path file = file(row, name);
    if (!Files.exists(file)) {
      throw new Skipped("the row names a file that is not there: " + name);
    }
    return file;
  }

  /** What a key file holds; its password as the row or another row says. */
  IdentityFile keys(ManifestRow row, MaterialFile key) {
    Path file = existing(row, key.name());
    Optional<String> password = key.password().or(() -> Optional.ofNullable(passwords.get(file)));
    return keyFiles.computeIfAbsent(file, any -> read(file, password));
  }

  private static IdentityFile read(Path file, Optional<String> password) {
    try {
      return IdentityFile.read(
          Files.readAllBytes(file), password.map(Secret::of).map(List::of).orElse(List.of()));
    } catch (IOException e) {
      throw new Skipped("a key file cannot be read: " + e.getMessage(), e);
    }
  }

  /** Private keys of a file that have no certificate in it. */
  List<PrivateKey> bareKeys(IdentityFile file) {
    return file.keys();
  }

  /** Every certificate of files that a row names, in whatever they come. */
  List<X509Certificate> certificates(ManifestRow row, List<String> names) throws IOException {
    List<X509Certificate> all = new ArrayList<>();
    for (String name : names) {
      all.addAll(certificates(row, name));
    }
    return all;
  }

  private List<X509Certificate> certificates(ManifestRow row, String name) throws IOException {
    Path file = existing(row, name);
    try {
      return Certificates.read(Files.readAllBytes(file)).stream()
          .map(MailCertificate::x509)
          .toList();
    } catch (SmimeException e) {
      return keys(row, new MaterialFile(name, Optional.empty())).allCertificates();
    }
  }

  /** The CRLs that a row names; a name may end with {@code *}. */
  List<X509CRL> crls(ManifestRow row) throws IOException {
    List<X509CRL> all = new ArrayList<>();
    for (String name : row.material().crls()) {
      for (Path file : matching(row, name)) {
        all.addAll(crls.computeIfAbsent(file, Materials::readCrls));
      }
    }
    return all;
  }

  private List<Path> matching(ManifestRow row, String name) throws IOException {
    if (!name.contains("*")) {
      return List.of(existing(row, name));
    }
    Path pattern = file(row, name.replace("*", "ANY"));
    Path folder = pattern.getParent();
    List<Path> files = new ArrayList<>();
    if (folder != null && Files.isDirectory(folder)) {
      String glob = String.valueOf(pattern.getFileName()).replace("ANY", "*");
      try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, glob)) {
        found.forEach(files::add);
      }
    }
    return files;
  }

  private static List<X509CRL> readCrls(Path file) {
    try {
      return Crls.read(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new Skipped("a CRL cannot be read: " + e.getMessage(), e);
    } catch (SmimeException e) {
      // One that cannot be read is one that is not there: what it would say stays unknown.
      return List.of();
    }
  }
}
