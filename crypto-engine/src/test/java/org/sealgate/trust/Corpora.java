package org.sealgate.trust;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the corpora are. */
final class Corpora {
  private Corpora() {}

  /**
   * The folder of the manifest: the system property {@code sealgate.corpora}, the environment
   * variable SEALGATE_CORPORA, or {@code shared/corpora} beside the repository or a folder above.
   */
  static Optional<Path> root() {
    String named = System.getProperty("sealgate.corpora", System.getenv("SEALGATE_CORPORA"));
    if (named != null) {
      return Optional.of(Path.of(named));
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path candidate = at.resolve("shared").resolve("corpora");
      if (Files.exists(candidate.resolve("MANIFEST.tsv"))) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }
}
