package org.sealgate.archive;

import java.security.MessageDigest;
import java.util.Optional;

/**
 * The tags over what rows say (HMAC-SHA256), which nobody can make who has only the database. Their
 * key is a new one with each master key: who had an older master key can forge none of today's.
 *
 * @param current the vault under the key of today: all that is written is tagged by it
 * @param previous the one before, while the master key changes and some rows have its tags
 */
record RowTags(Vault current, Optional<Vault> previous) implements AutoCloseable {

  /** Tags under a new key. */
  static RowTags fresh() {
    return new RowTags(new Vault(Vault.newKey()), Optional.empty());
  }

  /** Tags under a new key, which takes over from this one. */
  RowTags successor() {
    return new RowTags(new Vault(Vault.newKey()), Optional.of(current));
  }

  /**
   * True where the tag is of these octets, under the key of today or the one it takes over from.
   */
  boolean isGenuine(byte[] tag, Tagged tagged) {
    return isBy(current, tag, tagged) || previous.filter(old -> isBy(old, tag, tagged)).isPresent();
  }

  private static boolean isBy(Vault vault, byte[] tag, Tagged tagged) {
    return MessageDigest.isEqual(tag, vault.tag(tagged.purpose, tagged.octets));
  }

  byte[] of(Tagged tagged) {
    return current.tag(tagged.purpose, tagged.octets);
  }

  /**
   * What has a tag.
   *
   * @param purpose what it is, so that none passes for another
   * @param octets what it says
   */
  record Tagged(String purpose, byte[] octets) {}

  @Override
  public void close() {
    current.close();
    previous.ifPresent(Vault::close);
  }
}
