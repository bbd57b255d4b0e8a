package org.sealgate.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.sealgate.certificate.EmailAddress;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.cms.RecipientIdentifier;
import org.sealgate.identity.Identity;
import org.sealgate.smime.KeySource;

/**
 * Every identity ever held, encrypted at rest and found by recipient identifier. No method deletes
 * a decryption key, and none gives back a signing key once it is destroyed. Thread-safe.
 *
 * <p>Errors: {@link org.sealgate.SmimeException} with WRONG_PASSWORD (master key), IO, MALFORMED.
 */
public interface KeyArchive extends KeySource, AutoCloseable {
  /** Entries of the audit that are read at once. */
  int AUDIT_PAGE = 10_000;

  /**
   * Adds an identity; the same one again changes nothing. For each of its addresses the newest
   * encryption identity is ACTIVE from then on and the others DECRYPT_ONLY, in the same
   * transaction; newest is whose validity starts later, then ends later, whatever order they come
   * in. Dual-use certificates are kept as encryption identities.
   *
   * @return the entry as it now stands, and whether it is new
   */
  default Imported add(Identity identity) {
    return addAll(List.of(identity)).get(0);
  }

  /** Adds identities that belong together, all or none, each as {@link #add} does. */
  default List<Imported> addAll(List<Identity> identities) {
    return addAll(identities, "");
  }

  /**
   * The same with the word of the operator on whose they are.
   *
   * @param owner an address; empty for the first one that each certificate names
   * @throws org.sealgate.SmimeException REFUSED where there is a {@link #refusal}
   */
  List<Imported> addAll(List<Identity> identities, String owner);

  /**
   * Why the archive does not take an identity, and what to do, in a line; empty where it does. It
   * takes all but what is for signing alone and belongs to nobody for whom the gateway signs.
   */
  Optional<String> refusal(Identity identity);

  /**
   * Keeps a key that was made here until its certificate comes back.
   *
   * @throws org.sealgate.SmimeException REFUSED for a signing key of an address for which the
   *     gateway does not sign
   */
  void addPending(PendingKey pending, PrivateKey key);

  /** The keys whose certificates have not come back yet, oldest first. */
  List<PendingKey> pending();

  /**
   * A certificate that has come back, with the key that was made for it; {@link #add} it.
   *
   * @param chain the certificates above it, as far as they are known
   * @return empty where no key waits for the certificate
   */
  Optional<Identity> joined(MailCertificate certificate, List<X509Certificate> chain);

  /** Everything in the archive, newest first. */
  default List<ArchivedIdentity> list() {
    List<ArchivedIdentity> all = new ArrayList<>();
    forEach(all::add);
    return List.copyOf(all);
  }

  /**
   * Hands out everything in the archive as it is at one moment, newest first, one after the other:
   * a million entries take no more memory than one. The taker must not use the archive.
   *
   * @throws org.sealgate.SmimeException UNAVAILABLE where the server is lost on the way: what was
   *     handed out is never handed out again
   */
  void forEach(Consumer<ArchivedIdentity> taker);

  /** The entries whose id starts with the text. */
  List<ArchivedIdentity> startingWith(String idPrefix);

  /** Every entry for an address, newest first. */
  List<ArchivedIdentity> of(EmailAddress address);

  /** Every entry that is filed under an owner, newest first, whatever addresses it names. */
  List<ArchivedIdentity> ownedBy(EmailAddress owner);

  /**
   * Hands out the ACTIVE entries, of either purpose, whose certificates end before an instant, the
   * next one first, as {@link #forEach} does.
   */
  void forEachActiveUntil(Instant end, Consumer<ArchivedIdentity> taker);

  /** The same as a list, where there are not many. */
  default List<ArchivedIdentity> activeUntil(Instant end) {
    List<ArchivedIdentity> all = new ArrayList<>();
    forEachActiveUntil(end, all::add);
    return List.copyOf(all);
  }

  /**
   * The ids of so many entries at most, in the order in which they came in; reads nothing else.
   *
   * @param after the id they come after; empty for the first ones
   */
  List<String> ids(String after, int most);

  /** How many entries there are. */
  int size();

  /**
   * The entries that a recipient identifier means, newest first. Unlike {@link #find} it opens no
   * key, and counts as no use.
   */
  List<ArchivedIdentity> holding(RecipientIdentifier identifier);

  /** The ACTIVE encryption identity of an address: its certificate is what others encrypt to. */
  Optional<ArchivedIdentity> encryptionIdentity(EmailAddress address);

  /**
   * The identity an address signs with, with its private key: of the ACTIVE ones that may sign and
   * are valid now, a signing-only one before a dual-use one, then the newest. Empty for an address
   * for which the gateway does not sign, whatever is held.
   */
  Optional<Identity> signingIdentity(EmailAddress address);

  /**
   * An encryption identity with its private key, to give to its owner; the audit tells of it. Once
   * there is a quorum nothing is exported this way: its approval is needed ({@link #recovery}).
   *
   * @param id the whole id
   * @param reason why, for the audit
   * @throws org.sealgate.SmimeException REFUSED for a signing identity and where there is a quorum,
   *     NO_KEY where there is none
   */
  Identity export(String id, String reason);

  /**
   * Records that the certificate was revoked: it is not encrypted to any more and still decrypts;
   * the next newest becomes ACTIVE for its addresses. A revoked signing identity signs no more.
   *
   * @throws org.sealgate.SmimeException NO_KEY where there is none
   */
  ArchivedIdentity revoked(String id, String reason);

  /**
   * Takes an encryption identity out of use for good: nobody is told to encrypt to it any more, and
   * it decrypts for ever. An older one that is still in use becomes ACTIVE for its addresses.
   *
   * @throws org.sealgate.SmimeException REFUSED for a signing identity, NO_KEY where there is none
   */
  ArchivedIdentity retire(String id, String reason);

  /**
   * Opens one private key and compares it with its certificate; keeps, counts and changes nothing.
   *
   * @throws org.sealgate.SmimeException IO, UNAVAILABLE
   */
  KeyCondition examine(String id);

  /**
   * What programs around the archive wrote down in it, where all nodes that share it see it.
   *
   * @param name chosen by the program, unique among all
   */
  Optional<String> remembered(String name);

  /** Writes down something small in the place of what was there. */
  void remember(String name, String value);

  /**
   * Destroys the private key of a signing identity for ever.
   *
   * @throws org.sealgate.SmimeException REFUSED for any identity that decrypts, NO_KEY
   */
  ArchivedIdentity destroySigning(String id, String reason);

  /** Custody, and recovery under dual control. */
  Recovery recovery();

  /** The whole audit, oldest entry first; {@link #audit(long, int)} where it may be long. */
  default List<AuditEntry> audit() {
    List<AuditEntry> all = new ArrayList<>();
    List<AuditEntry> page = audit(0, AUDIT_PAGE);
    while (!page.isEmpty()) {
      all.addAll(page);
      page = audit(page.getLast().number(), AUDIT_PAGE);
    }
    return List.copyOf(all);
  }

  /** So many entries of the audit at most, from the one after a number on, oldest first. */
  List<AuditEntry> audit(long after, int most);

  /** The number of the newest entry of the audit; zero where there is none. */
  long auditEnd();

  /** The first place where the audit is not what was written; empty where it is whole. */
  default Optional<AuditEntry.BrokenLink> verifyAudit() {
    return verifyAudit(List.of());
  }

  /**
   * The same, compared with checkpoints that were kept elsewhere too: they find out who had every
   * key of the archive and wrote the audit anew.
   */
  Optional<AuditEntry.BrokenLink> verifyAudit(List<AuditCheckpoint> kept);

  /**
   * Writes a backup: everything, as it is at one moment; see {@link Backup}.
   *
   * @param protection what the file is encrypted under; not the archive's own master key
   */
  Backup.Summary backup(MasterKey protection, OutputStream out) throws IOException;

  /** Signs the audit as it is now; keep the line elsewhere. */
  AuditCheckpoint checkpoint();

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
