package org.sealgate.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sealgate.archive.PostgresUrl;
import org.sealgate.certificate.EmailAddress;
import org.sealgate.certificate.SelectionRules;
import org.sealgate.ldap.LdapSettings;
import org.sealgate.policy.AddressPattern;
import org.sealgate.policy.InboundPolicy;
import org.sealgate.policy.OutboundPolicy;

/**
 * What {@code sealgate.yaml} says: paths absolute, values checked. Nothing is opened yet.
 *
 * @param file the file it was read from
 * @param archive where the key archive is; empty where there is none
 * @param tokens tokens whose keys sign and decrypt beside those of the archive
 * @param anchors files and folders with the certificates that are trusted
 * @param certificates files and folders with other people's certificates
 * @param directories where other people's certificates are looked for
 * @param selection what a certificate must have to be encrypted to
 * @param outbound what becomes of mail that leaves
 * @param inbound what becomes of mail that comes
 * @param notifications who is told of keys that expire; empty where nobody is
 */
public record Configuration(
    Path file,
    Optional<ArchiveSettings> archive,
    List<TokenSettings> tokens,
    List<Path> anchors,
    List<Path> certificates,
    List<LdapSettings> directories,
    SelectionRules selection,
    OutboundPolicy outbound,
    InboundPolicy inbound,
    Optional<NotificationSettings> notifications) {
  public Configuration {
    tokens = List.copyOf(tokens);
    anchors = List.copyOf(anchors);
    certificates = List.copyOf(certificates);
    directories = List.copyOf(directories);
  }

  /**
   * Reads a file; relative paths in it are relative to its folder.
   *
   * @throws org.sealgate.SmimeException CONFIGURATION with file, line, and what to do
   */
  public static Configuration read(Path file) {
    return read(file, System.getenv());
  }

  /** The same with another environment. */
  public static Configuration read(Path file, Map<String, String> environment) {
    Path absolute = file.toAbsolutePath().normalize();
    return new ConfigurationReader(absolute, environment).read();
  }

  /**
   * Where the key archive is and what opens it.
   *
   * @param place a file or a server
   * @param opener what opens it
   * @param signsFor for whom the gateway signs; nobody else's signing identities are held
   */
  public record ArchiveSettings(
      ArchivePlace place, ArchiveOpener opener, List<AddressPattern> signsFor) {
    public ArchiveSettings {
      signsFor = List.copyOf(signsFor);
    }

    /** True where the gateway signs for the address. */
    public boolean isSigningFor(EmailAddress address) {
      return signsFor.stream().anyMatch(pattern -> pattern.matches(address));
    }
  }

  /** What opens a key archive. */
  public sealed interface ArchiveOpener {
    /** A passphrase. */
    record Passphrase(SecretReference reference) implements ArchiveOpener {}

    /** The file with the master key. */
    record KeyFile(Path path) implements ArchiveOpener {}

    /** An AES key on a token. */
    record OnToken(TokenSettings token) implements ArchiveOpener {}
  }

  /** Where a key archive is. */
  public sealed interface ArchivePlace {
    /** A database file. */
    record InFile(Path path) implements ArchivePlace {
      @Override
      public String toString() {
        return path.toString();
      }
    }

    /**
     * A PostgreSQL database.
     *
     * @param password where the password of its user is; empty where the server asks none
     */
    record OnServer(PostgresUrl url, Optional<SecretReference> password) implements ArchivePlace {
      @Override
      public String toString() {
        return url.toString();
      }
    }
  }
}
