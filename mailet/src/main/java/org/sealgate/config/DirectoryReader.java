package org.sealgate.config;

import static org.sealgate.config.ConfigurationReader.orEmpty;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.ldap.Connection;
import org.sealgate.ldap.LdapQuery;
import org.sealgate.ldap.LdapSettings;
import org.sealgate.ldap.LdapSettings.Expiry;
import org.sealgate.ldap.LdapSettings.Limits;
import org.sealgate.ldap.LdapSettings.Security;

/** Makes the settings of one directory of its YAML. */
final class DirectoryReader {
  private final Path file;
  private final Path folder;
  private final Map<String, String> environment;

  DirectoryReader(Path file, Map<String, String> environment) {
    this.file = file;
    this.folder = file.resolveSibling("");
    this.environment = environment;
  }

  LdapSettings read(YamlFile.Directory yaml) {
    LdapSettings settings = LdapSettings.of(orEmpty(yaml.servers()), connection(yaml), query(yaml));
    YamlFile.Limits limits = yaml.limits();
    return limits == null ? settings : settings.with(limits(limits)).with(expiry(limits));
  }

  private Connection connection(YamlFile.Directory yaml) {
    Security security = Optional.ofNullable(yaml.security()).orElse(Security.STARTTLS);
    List<X509Certificate> anchors =
        orEmpty(yaml.anchors()).stream()
            .map(folder::resolve)
            .flatMap(path -> CertificateFiles.read(path).stream())
            .map(MailCertificate::x509)
            .toList();
    return new Connection(security, anchors, bind(yaml));
  }

  private Optional<Connection.Bind> bind(YamlFile.Directory yaml) {
    String dn = yaml.bindDn();
    SecretReference password = yaml.password();
    if (dn == null && password == null) {
      return Optional.empty();
    }
    if (dn == null || password == null) {
      throw new SmimeException(
          ErrorCode.CONFIGURATION,
          file + ": directories: bind-dn and password belong together: give both or none");
    }
    return Optional.of(new Connection.Bind(dn, password.resolve(folder, environment)));
  }

  private LdapQuery query(YamlFile.Directory yaml) {
    String base = yaml.base();
    if (base == null) {
      throw new SmimeException(
          ErrorCode.CONFIGURATION,
          file + ": directories: base is missing: give the DN below which to search");
    }
    LdapQuery preset =
        yaml.kind() == YamlFile.Kind.ACTIVE_DIRECTORY
            ? LdapQuery.activeDirectory(base)
            : LdapQuery.openLdap(base);
    return new LdapQuery(
        base,
        or(yaml.scope(), preset.scope()),
        or(yaml.filter(), preset.filter()),
        or(yaml.attributes(), preset.attributes()));
  }

  private static Limits limits(YamlFile.Limits yaml) {
    Limits standard = Limits.DEFAULT;
    return new Limits(
        or(yaml.connectTimeout(), standard.connect()),
        or(yaml.searchTimeout(), standard.search()),
        or(yaml.totalTimeout(), standard.total()),
        or(yaml.retryAfter(), standard.retryAfter()),
        or(yaml.connections(), standard.poolSize()),
        or(yaml.entries(), standard.entries()),
        or(yaml.certificates(), standard.certificates()));
  }

  private static Expiry expiry(YamlFile.Limits yaml) {
    Duration found = or(yaml.keepFound(), Expiry.DEFAULT.positive());
    Duration missing = or(yaml.keepMissing(), Expiry.DEFAULT.negative());
    return new Expiry(found, missing, Expiry.DEFAULT.addresses());
  }

  private static <T> T or(@Nullable T value, T standard) {
    return value == null ? standard : value;
  }
}
