package org.sealgate.archive;

import java.util.List;
import java.util.Optional;
import org.sealgate.certificate.EmailAddress;
import org.sealgate.identity.Identity;
import org.sealgate.smime.KeySource;

/**
 * Every identity ever held, encrypted at rest and found by recipient identifier. No method deletes
 * a decryption key, and none gives back a signing key once it is destroyed. Thread-safe.
 *
 * <p>Errors: {@link org.sealgate.SmimeException} with WRONG_PASSWORD (master key), IO, MALFORMED.
 */
public interface KeyArchive extends KeySource, AutoCloseable {

  /**
   * Adds an identity; the same one again changes nothing. A newer encryption identity becomes
   * ACTIVE for its addresses and the older ones DECRYPT_ONLY in the same transaction.
   *
   * @return the entry as it now stands, and whether it is new
   */
  Imported add(Identity identity);

  /** Everything in the archive, newest first. */
  List<ArchivedIdentity> list();

  /** The entries whose id starts with the text. */
  List<ArchivedIdentity> startingWith(String idPrefix);

  /** Every entry for an address, newest first. */
  List<ArchivedIdentity> of(EmailAddress address);

  /** The ACTIVE encryption identity of an address: its certificate is what others encrypt to. */
  Optional<ArchivedIdentity> encryptionIdentity(EmailAddress address);

  /** The ACTIVE identity an address signs with, with its private key. */
  Optional<Identity> signingIdentity(EmailAddress address);

  @Override
  void close();

  /**
   * What came of an import.
   *
   * @param entry the entry as it stands
   * @param isNew false where the archive had it already
   * @param notes what the operator should know, one line each: what was retired, dual use
   */
  record Imported(ArchivedIdentity entry, boolean isNew, List<String> notes) {
    public Imported {
      notes = List.copyOf(notes);
    }
  }
}
