package org.sealgate.archive;

import java.util.ArrayList;
import java.util.List;
import org.sealgate.archive.KeyCache.Cached;
import org.sealgate.cms.RecipientIdentifier;
import org.sealgate.smime.KeySource;

/** The keys that a message may be encrypted to, opened; each one found counts as a use. */
record DecryptionKeys(IndexedIdentities index, UnwrappedKeys keys, UseLog uses)
    implements KeySource {
  @Override
  public List<DecryptionKey> find(RecipientIdentifier identifier) {
    List<DecryptionKey> found = new ArrayList<>();
    for (int sequence : index.find(identifier)) {
      keys.of(sequence)
          .filter(key -> Identifiers.matches(identifier, key.identity().certificate()))
          .ifPresent(key -> found.add(used(key)));
    }
    return List.copyOf(found);
  }

  private DecryptionKey used(Cached key) {
    uses.count(key.identity().id());
    return new DecryptionKey(key.identity().id(), key.identity().certificate(), key.key());
  }
}
