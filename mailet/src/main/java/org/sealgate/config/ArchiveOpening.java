package org.sealgate.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.sealgate.Secret;
import org.sealgate.archive.ArchiveLocation;
import org.sealgate.archive.KeyArchive;
import org.sealgate.archive.KeyArchives;
import org.sealgate.archive.MasterKey;
import org.sealgate.config.Configuration.ArchivePlace;
import org.sealgate.config.Configuration.ArchiveSettings;

/**
 * Opens the key archive that settings name. References to files in settings are absolute.
 *
 * @param environment the environment's variables, which may hold secrets
 */
record ArchiveOpening(Map<String, String> environment) {
  private static final Path NO_FOLDER = Path.of("");

  KeyArchive open(ArchiveSettings settings) {
    if (settings.keyFile().isPresent()) {
      return open(settings, MasterKey.inFile(settings.keyFile().get()));
    }
    try (Secret passphrase = settings.passphrase().orElseThrow().resolve(NO_FOLDER, environment)) {
      return open(settings, MasterKey.of(passphrase));
    }
  }

  /** What opens it. */
  MasterKey key(ArchiveSettings settings) {
    return settings
        .keyFile()
        .map(MasterKey::inFile)
        .orElseGet(() ->
            MasterKey.of(settings.passphrase().orElseThrow().resolve(NO_FOLDER, environment)));
  }

  /** Changes what opens it; how many keys were wrapped anew. */
  int rotate(ArchiveSettings settings, MasterKey to) {
    return KeyArchives.rotateMaster(location(settings.place()), key(settings), to);
  }

  private KeyArchive open(ArchiveSettings settings, MasterKey key) {
    return KeyArchives.open(
        location(settings.place()),
        key,
        KeyArchives.Settings.DEFAULT.signingFor(settings::isSigningFor));
  }

  /** Where it lies. */
  ArchiveLocation location(ArchivePlace place) {
    return switch (place) {
      case ArchivePlace.InFile(Path path) -> ArchiveLocation.of(path);
      case ArchivePlace.OnServer(var url, var reference) -> {
        Optional<Secret> password = reference.map(each -> each.resolve(NO_FOLDER, environment));
        try {
          yield new ArchiveLocation.OnServer(url, password);
        } finally {
          password.ifPresent(Secret::close);
        }
      }
    };
  }
}
