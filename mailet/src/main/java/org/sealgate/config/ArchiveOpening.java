package org.sealgate.config;

import java.nio.file.Path;
import java.util.Map;
import org.sealgate.Secret;
import org.sealgate.archive.KeyArchive;
import org.sealgate.archive.KeyArchives;
import org.sealgate.archive.MasterKey;
import org.sealgate.config.Configuration.ArchiveSettings;

/** Opens the key archive that settings name. */
final class ArchiveOpening {
  private ArchiveOpening() {}

  static KeyArchive open(ArchiveSettings settings, Map<String, String> environment) {
    if (settings.keyFile().isPresent()) {
      return KeyArchives.open(settings.path(), MasterKey.inFile(settings.keyFile().get()));
    }
    SecretReference reference = settings.passphrase().orElseThrow();
    Path folder = settings.path().resolveSibling("");
    try (Secret passphrase = reference.resolve(folder, environment)) {
      return KeyArchives.open(settings.path(), MasterKey.of(passphrase));
    }
  }
}
