package org.sealgate.config;

import org.sealgate.archive.KeyArchive;
import org.sealgate.config.Configuration.ArchiveSettings;

/** Opens the key archive that settings name. */
final class ArchiveOpening {
  private ArchiveOpening() {}

  static KeyArchive open(ArchiveSettings settings) {
    throw new IllegalStateException("being built " + settings.path());
  }
}
