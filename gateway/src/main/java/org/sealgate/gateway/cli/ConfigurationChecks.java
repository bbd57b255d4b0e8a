package org.sealgate.gateway.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sealgate.SmimeException;
import org.sealgate.certificate.CertificateSource;
import org.sealgate.certificate.EmailAddress;
import org.sealgate.config.Configuration.ArchivePlace;
import org.sealgate.config.Configuration.ArchiveSettings;
import org.sealgate.config.Sealgate;
import org.sealgate.gateway.cli.Diagnosis.Check;
import org.sealgate.gateway.cli.Diagnosis.Health;
import org.sealgate.ldap.LdapDirectory;

/**
 * Whether everything that the configuration names is there and answers, for {@code sealgate
 * doctor}.
 */
final class ConfigurationChecks {
  private static final String TOPIC = "Configuration";
  private static final EmailAddress PROBE = new EmailAddress("sealgate-probe", "example.invalid");

  private final Terminal terminal;
  private final ConfigOption option;

  ConfigurationChecks(Terminal terminal, ConfigOption option) {
    this.terminal = terminal;
    this.option = option;
  }

  /** One check for each thing it names; only one where there is none or it cannot be read. */
  List<Check> examine() {
    Optional<Path> file = option.file(terminal);
    if (file.isEmpty()) {
      return List.of(
          check("file", Health.NOTE, "none: name one with --config to have it examined"));
    }
    try (Sealgate sealgate = option.require(terminal, "to examine it")) {
      List<Check> checks = new ArrayList<>();
      checks.add(check("file", Health.OK, file.get().toString()));
      checks.add(anchors(sealgate));
      checks.add(archive(sealgate));
      sealgate.configuration().archive().map(ConfigurationChecks::signers).ifPresent(checks::add);
      checks.addAll(new TokenChecks(terminal).of(sealgate.configuration()));
      sealgate.files().forEach(source -> checks.add(certificates(source)));
      sealgate.directories().forEach(directory -> checks.add(directory(directory)));
      return checks;
    } catch (SmimeException e) {
      return List.of(check("file", Health.BROKEN, Complaint.of(e).text()));
    }
  }

  private static Check anchors(Sealgate sealgate) {
    int count = sealgate.trust().anchors().size();
    return count == 0
        ? check("trust", Health.NOTE, "no anchors: no signature will be trusted; set trust.anchors")
        : check("trust", Health.OK, count + (count == 1 ? " anchor" : " anchors"));
  }

  /** An archive that is not there is not made here: whoever makes it owns it. */
  private static Check archive(Sealgate sealgate) {
    Optional<ArchiveSettings> settings = sealgate.configuration().archive();
    if (settings.isEmpty()) {
      return check("key archive", Health.NOTE, "none: nothing is signed or decrypted; set archive");
    }
    ArchivePlace place = settings.get().place();
    if (place instanceof ArchivePlace.InFile(Path path) && !Files.exists(path)) {
      return check("key archive", Health.NOTE, path + ": not there yet; 'keys import' makes it");
    }
    try {
      sealgate.archive();
      return check("key archive", Health.OK, place + " opens");
    } catch (SmimeException e) {
      return check("key archive", Health.BROKEN, Complaint.of(e).text());
    }
  }

  private static Check signers(ArchiveSettings settings) {
    return settings.signsFor().isEmpty()
        ? check("signing", Health.NOTE, "for nobody: nothing is signed; set archive.signs-for")
        : check("signing", Health.OK, "for " + Line.of(String.join(", ", patterns(settings))));
  }

  private static List<String> patterns(ArchiveSettings settings) {
    return settings.signsFor().stream().map(Object::toString).toList();
  }

  private static Check certificates(CertificateSource source) {
    return switch (source.find(PROBE)) {
      case CertificateSource.Found found -> check("certificates", Health.OK, source.name());
      case CertificateSource.Unavailable(String reason) ->
          check("certificates", Health.BROKEN, reason);
    };
  }

  private static Check directory(LdapDirectory directory) {
    return directory
        .problem()
        .map(problem -> check("directory", Health.BROKEN, directory.name() + ": " + problem))
        .orElseGet(() -> check("directory", Health.OK, directory.name() + " answers"));
  }

  static Check check(String name, Health health, String found) {
    return new Check(TOPIC, name, health, found);
  }
}
