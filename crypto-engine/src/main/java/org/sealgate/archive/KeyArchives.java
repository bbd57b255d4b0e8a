package org.sealgate.archive;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Predicate;
import org.sealgate.certificate.EmailAddress;

/** Opens key archives. */
public final class KeyArchives {
  private KeyArchives() {}

  /**
   * Opens the archive in a file, or makes an empty one there that only its owner may read. The same
   * file may be open in several processes; each sees what the others import.
   *
   * @throws org.sealgate.SmimeException WRONG_PASSWORD where the master key is another, IO,
   *     MALFORMED where the file is no archive, UNAVAILABLE where it stays locked
   */
  public static KeyArchive open(Path path, MasterKey key) {
    return open(path, key, Settings.DEFAULT);
  }

  /** The same with other settings. */
  public static KeyArchive open(Path path, MasterKey key, Settings settings) {
    return open(ArchiveLocation.of(path), key, settings);
  }

  /**
   * Opens the archive at a location; where there is none yet, makes an empty one. Any number of
   * processes and nodes may have it open; what one changes the others see within two seconds.
   *
   * @throws org.sealgate.SmimeException as for {@link #open(Path, MasterKey)}; CONFIGURATION where
   *     a server does not let us in, UNAVAILABLE where it does not answer
   */
  public static KeyArchive open(ArchiveLocation location, MasterKey key, Settings settings) {
    Store store = Store.open(location);
    try {
      return SqlKeyArchive.over(
          store, Keyring.open(store, key, MasterKeyDerivation.Cost.DEFAULT), settings);
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  /**
   * Changes the master key, in batches. From the first transaction on the new master key opens the
   * archive and everything in it, and the old one nothing; where it is interrupted, calling it
   * again finishes it. Other processes that have the archive open must open it again: until then
   * they read what they can and write no key.
   *
   * @return how many keys were wrapped anew
   * @throws org.sealgate.SmimeException as for {@link #open(Path, MasterKey)}
   */
  public static int rotateMaster(Path path, MasterKey from, MasterKey to) {
    return rotateMaster(ArchiveLocation.of(path), from, to);
  }

  /** The same at any location. */
  public static int rotateMaster(ArchiveLocation location, MasterKey from, MasterKey to) {
    try (Store store = Store.open(location)) {
      return new MasterKeyRotation(store, Clock.systemUTC()).run(from, to);
    }
  }

  /**
   * How an archive behaves.
   *
   * @param clock what time it is
   * @param cachedKeys how many unwrapped private keys are kept in memory
   * @param keysStay how long one is kept after it was unwrapped
   * @param signsFor for whom it signs: of others no identity that only signs is taken, and none of
   *     theirs is given out to sign with
   */
  public record Settings(
      Clock clock, int cachedKeys, Duration keysStay, Predicate<EmailAddress> signsFor) {
    /** The system's clock, 1,000 keys, 10 minutes, signing for everybody. */
    public static final Settings DEFAULT =
        new Settings(Clock.systemUTC(), 1_000, Duration.ofMinutes(10), address -> true);

    /** The same for other signers. */
    public Settings signingFor(Predicate<EmailAddress> others) {
      return new Settings(clock, cachedKeys, keysStay, others);
    }
  }
}
