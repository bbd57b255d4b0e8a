package org.sealgate.archive;

import java.nio.file.Path;
import java.util.Optional;
import org.sealgate.Secret;

/** Where a key archive lies. */
public sealed interface ArchiveLocation {

  /**
   * A database in a file of this machine, which any number of its processes may share.
   *
   * @param path the file; it is made where it is absent
   */
  record InFile(Path path) implements ArchiveLocation {
    @Override
    public String toString() {
      return path.toString();
    }
  }

  /**
   * A PostgreSQL database that several gateways share.
   *
   * @param url where it is and how to reach it
   * @param password of the user; empty where the server asks none (client certificate, peer)
   */
  record OnServer(PostgresUrl url, Optional<Secret> password) implements ArchiveLocation {
    /** Takes a copy of the password: connections are made anew as long as the archive is open. */
    public OnServer {
      password = password.map(each -> Secret.of(each.chars()));
    }

    @Override
    public String toString() {
      return url.toString();
    }
  }

  /** A file. */
  static ArchiveLocation of(Path path) {
    return new InFile(path);
  }

  /**
   * A server, as {@link PostgresUrl#parse} reads it.
   *
   * @throws org.sealgate.SmimeException CONFIGURATION where the URL is none, or holds a password
   */
  static ArchiveLocation of(String url, Optional<Secret> password) {
    return new OnServer(PostgresUrl.parse(url), password);
  }
}
