package org.sealgate.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.archive.PostgresUrl;
import org.sealgate.certificate.SelectionRules;
import org.sealgate.config.Configuration.ArchiveOpener;
import org.sealgate.config.Configuration.ArchivePlace;
import org.sealgate.config.Configuration.ArchiveSettings;
import org.sealgate.ldap.LdapSettings;
import org.sealgate.policy.InboundPolicy;
import org.sealgate.policy.InboundPolicy.OnUndecryptable;
import org.sealgate.policy.VerdictHeaders;
import org.sealgate.provider.TokenUri;

/**
 * Makes a {@link Configuration} of the YAML: defaults filled in, paths resolved, values checked.
 */
final class ConfigurationReader {
  private final Path file;
  private final Map<String, String> environment;

  ConfigurationReader(Path file, Map<String, String> environment) {
    this.file = file;
    this.environment = environment;
  }

  Configuration read() {
    YamlFile yaml = new YamlReader(file).read();
    Optional<YamlFile.Trust> trust = Optional.ofNullable(yaml.trust());
    try {
      return new Configuration(
          file,
          Optional.ofNullable(yaml.archive()).map(this::archive),
          orEmpty(yaml.tokens()).stream().map(uri -> TokenSettings.of(uri, folder())).toList(),
          paths(trust.map(YamlFile.Trust::anchors).orElse(null)),
          paths(yaml.certificates()),
          directories(yaml.directories()),
          selection(yaml.outbound()),
          new OutboundReader(file).read(yaml.outbound()),
          inbound(yaml),
          Optional.ofNullable(yaml.notifications()).map(new NotificationReader(file)::read));
    } catch (IllegalArgumentException e) {
      throw new SmimeException(ErrorCode.CONFIGURATION, file + ": " + e.getMessage(), e);
    } catch (SmimeException e) {
      String message = String.valueOf(e.getMessage());
      throw message.startsWith(file.toString())
          ? e
          : new SmimeException(e.code(), file + ": " + message, e);
    }
  }

  private ArchiveSettings archive(YamlFile.Archive archive) {
    List<ArchiveOpener> openers =
        Stream.of(
                Optional.ofNullable(archive.passphrase())
                    .map(secret -> new ArchiveOpener.Passphrase(secret.in(folder()))),
                Optional.ofNullable(archive.keyFile())
                    .map(path -> new ArchiveOpener.KeyFile(resolve(path))),
                Optional.ofNullable(archive.token()).map(this::masterKey))
            .<ArchiveOpener>flatMap(Optional::stream)
            .toList();
    if (openers.size() != 1) {
      throw wrong("archive", "name one of passphrase, key-file and token, which opens it");
    }
    return new ArchiveSettings(place(archive), openers.getFirst(), orEmpty(archive.signsFor()));
  }

  private ArchiveOpener masterKey(TokenUri uri) {
    if (uri.object().isEmpty()) {
      throw wrong("archive.token", "it does not name the key: add ;object=LABEL before the '?'");
    }
    return new ArchiveOpener.OnToken(TokenSettings.of(uri, folder()));
  }

  private ArchivePlace place(YamlFile.Archive archive) {
    Optional<SecretReference> password = Optional.ofNullable(archive.password());
    if (archive.url() == null) {
      if (password.isPresent()) {
        throw wrong("archive", "password is for a url; what opens a file is its passphrase");
      }
      return new ArchivePlace.InFile(resolve(required("archive.path", archive.path())));
    }
    if (archive.path() != null) {
      throw wrong("archive", "name either path, a file, or url, a server");
    }
    return new ArchivePlace.OnServer(
        PostgresUrl.parse(archive.url()), password.map(secret -> secret.in(folder())));
  }

  private List<LdapSettings> directories(@Nullable List<YamlFile.Directory> directories) {
    DirectoryReader reader = new DirectoryReader(file, environment);
    return orEmpty(directories).stream().map(reader::read).toList();
  }

  private static SelectionRules selection(YamlFile.@Nullable Outbound outbound) {
    SelectionRules standard = SelectionRules.DEFAULT;
    return outbound == null || outbound.domainCertificates() == null
        ? standard
        : new SelectionRules(standard.minimumSecurityBits(), outbound.domainCertificates());
  }

  private InboundPolicy inbound(YamlFile yaml) {
    Optional<YamlFile.Inbound> inbound = Optional.ofNullable(yaml.inbound());
    String authservId =
        Optional.ofNullable(yaml.authservId()).orElseGet(ConfigurationReader::hostName);
    return new InboundPolicy(
        orEmpty(inbound.map(YamlFile.Inbound::recipients).orElse(null)),
        inbound.map(YamlFile.Inbound::onUndecryptable).orElse(OnUndecryptable.PASS_UNCHANGED),
        new VerdictHeaders(authservId));
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  private List<Path> paths(@Nullable List<String> texts) {
    return orEmpty(texts).stream().map(this::resolve).toList();
  }

  private Path resolve(String path) {
    return folder().resolve(path).normalize();
  }

  private Path folder() {
    Path parent = file.getParent();
    return parent == null ? Path.of("").toAbsolutePath() : parent;
  }

  private String required(String key, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw wrong(key, "it is missing");
    }
    return value;
  }

  private SmimeException wrong(String key, String what) {
    return new SmimeException(ErrorCode.CONFIGURATION, file + ": " + key + ": " + what);
  }

  static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
