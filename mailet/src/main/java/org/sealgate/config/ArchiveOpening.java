package org.sealgate.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.sealgate.Secret;
import org.sealgate.archive.ArchiveLocation;
import org.sealgate.archive.KeyArchive;
import org.sealgate.archive.KeyArchives;
import org.sealgate.archive.MasterKey;
import org.sealgate.config.Configuration.ArchiveOpener;
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
    MasterKey key = key(settings);
    try {
      return KeyArchives.open(
          location(settings.place()),
          key,
          KeyArchives.Settings.DEFAULT.signingFor(settings::isSigningFor));
    } finally {
      wipe(key);
    }
  }

  private static void wipe(MasterKey key) {
    switch (key) {
      case MasterKey.Passphrase(Secret passphrase) -> passphrase.close();
      case MasterKey.OnToken(var token, Secret pin) -> pin.close();
      case MasterKey.KeyFile file -> {}
    }
  }

  /** What opens it. */
  MasterKey key(ArchiveSettings settings) {
    return switch (settings.opener()) {
      case ArchiveOpener.Passphrase(SecretReference reference) ->
          MasterKey.of(reference.resolve(NO_FOLDER, environment));
      case ArchiveOpener.KeyFile(Path path) -> MasterKey.inFile(path);
      case ArchiveOpener.OnToken(TokenSettings token) -> token.masterKey(environment);
    };
  }

  /** Changes what opens it; how many keys were wrapped anew. */
  int rotate(ArchiveSettings settings, MasterKey to) {
    MasterKey from = key(settings);
    try {
      return KeyArchives.rotateMaster(location(settings.place()), from, to);
    } finally {
      wipe(from);
    }
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
