package org.sealgate.archive;

import java.security.cert.X509Certificate;
import java.util.List;
import org.sealgate.archive.KeyImport.FileImport;
import org.sealgate.identity.IdentityFile;

/** A file that was looked into. */
sealed interface OpenedKeyFile {

  /** The certificates in it, which other files may want. */
  List<X509Certificate> certificates();

  /** How many identities it brings. */
  int size();

  /**
   * One that could be read.
   *
   * @param source its path, for people
   * @param file what it holds
   */
  record Intact(String source, IdentityFile file) implements OpenedKeyFile {
    @Override
    public List<X509Certificate> certificates() {
      return file.allCertificates();
    }

    @Override
    public int size() {
      return file.identities().size();
    }
  }

  /**
   * One that could not.
   *
   * @param result what becomes of it
   */
  record Broken(FileImport result) implements OpenedKeyFile {
    @Override
    public List<X509Certificate> certificates() {
      return List.of();
    }

    @Override
    public int size() {
      return 0;
    }
  }
}
