package org.sealgate.gateway.cli;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.archive.ArchivedIdentity;
import org.sealgate.archive.KeyArchive;
import org.sealgate.certificate.EmailAddress;

/** Which entries of the archive a word on the command line means: an address, or an id. */
final class KeyHistory {
  private KeyHistory() {}

  /** Everything of a person: what names the address, and what is filed under it; newest first. */
  static List<ArchivedIdentity> of(KeyArchive archive, EmailAddress address) {
    Set<ArchivedIdentity> all = new LinkedHashSet<>(archive.of(address));
    archive.ownedBy(address).stream()
        .filter(entry -> all.stream().noneMatch(known -> known.id().equals(entry.id())))
        .toList()
        .forEach(all::add);
    return List.copyOf(all);
  }

  /**
   * The entries that are meant: all of an address, or the one of an id.
   *
   * @throws SmimeException NO_KEY where there is none, USAGE where an id means several
   */
  static List<ArchivedIdentity> meant(KeyArchive archive, String addressOrId) {
    if (!addressOrId.contains("@")) {
      return List.of(one(archive, addressOrId));
    }
    List<ArchivedIdentity> found = of(archive, KeysCommand.address(addressOrId));
    if (found.isEmpty()) {
      throw new SmimeException(
          ErrorCode.NO_KEY,
          "the key archive has nothing of " + addressOrId + "; see 'sealgate keys list'");
    }
    return found;
  }

  /** The one entry whose id begins so. */
  static ArchivedIdentity one(KeyArchive archive, String idPrefix) {
    List<ArchivedIdentity> found = archive.startingWith(idPrefix.toLowerCase(Locale.ROOT));
    if (found.isEmpty()) {
      throw new SmimeException(
          ErrorCode.NO_KEY, "no identity has an id that begins so; see 'sealgate keys list'");
    }
    if (found.size() > 1) {
      throw new SmimeException(
          ErrorCode.USAGE, found.size() + " identities have ids that begin so; give more of it");
    }
    return found.getFirst();
  }
}
