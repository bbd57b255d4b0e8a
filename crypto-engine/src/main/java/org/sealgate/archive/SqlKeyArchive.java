package org.sealgate.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.certificate.EmailAddress;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.cms.RecipientIdentifier;
import org.sealgate.identity.Identity;

/** The archive over a store: rows hold everything, the index in memory finds them. */
final class SqlKeyArchive implements KeyArchive {
  private final Store store;
  private final Keyring keyring;
  private final Clock clock;
  private final Predicate<EmailAddress> signsFor;
  private final Identities identities;
  private final AuditChain audit;
  private final Intake intake;
  private final IndexedIdentities index;
  private final Catalogue catalogue;
  private final UnwrappedKeys keys;
  private final Lifecycle lifecycle;
  private final UseLog uses;
  private final DecryptionKeys decryptionKeys;
  private final ChangeFeed changes;
  private final DualControl recovery;
  private final Notes notes;

  private SqlKeyArchive(Store store, Keyring keyring, KeyArchives.Settings settings) {
    this.store = store;
    this.keyring = keyring;
    this.clock = settings.clock();
    this.signsFor = settings.signsFor();
    this.identities = new Identities(keyring);
    this.audit = new AuditChain(keyring.archive(), clock);
    this.intake = new Intake(store, keyring, settings);
    this.index = new IndexedIdentities(store);
    this.catalogue = new Catalogue(store, identities, index);
    this.keys =
        new UnwrappedKeys(
            store,
            keyring,
            new KeyCache(settings.cachedKeys(), settings.keysStay().toNanos(), System::nanoTime));
    this.lifecycle = new Lifecycle(store, identities, audit, keys);
    this.uses = new UseLog(store, audit, clock);
    this.decryptionKeys = new DecryptionKeys(index, keys, uses);
    this.changes = new ChangeFeed(store, index, keys);
    this.recovery = new DualControl(store, keyring, clock, keys);
    this.notes = new Notes(store);
  }

  static SqlKeyArchive over(Store store, Keyring keyring, KeyArchives.Settings settings) {
    SqlKeyArchive archive = new SqlKeyArchive(store, keyring, settings);
    archive.changes.begin();
    archive.index.pack();
    return archive;
  }

  @Override
  public List<Imported> addAll(List<Identity> identities, String owner) {
    List<Imported> imported = intake.addAll(identities, owner);
    index.load();
    return imported;
  }

  @Override
  public Optional<String> refusal(Identity identity) {
    return intake.refusal(identity);
  }

  @Override
  public void addPending(PendingKey waiting, PrivateKey key) {
    intake.addPending(waiting, key);
  }

  @Override
  public List<PendingKey> pending() {
    return intake.pending();
  }

  @Override
  public Optional<Identity> joined(MailCertificate certificate, List<X509Certificate> chain) {
    return intake.joined(certificate, chain);
  }

  @Override
  public void forEach(Consumer<ArchivedIdentity> taker) {
    catalogue.forEach(taker);
  }

  @Override
  public void forEachActiveUntil(Instant end, Consumer<ArchivedIdentity> taker) {
    catalogue.forEachActiveUntil(end, taker);
  }

  @Override
  public List<ArchivedIdentity> startingWith(String idPrefix) {
    return catalogue.startingWith(idPrefix);
  }

  @Override
  public List<ArchivedIdentity> of(EmailAddress address) {
    return catalogue.of(address);
  }

  @Override
  public List<ArchivedIdentity> ownedBy(EmailAddress owner) {
    return catalogue.ownedBy(owner);
  }

  @Override
  public List<String> ids(String after, int most) {
    return catalogue.ids(after, most);
  }

  @Override
  public int size() {
    return catalogue.size();
  }

  @Override
  public List<ArchivedIdentity> holding(RecipientIdentifier identifier) {
    return catalogue.holding(identifier);
  }

  @Override
  public Optional<ArchivedIdentity> encryptionIdentity(EmailAddress address) {
    return catalogue.encryptionIdentity(address);
  }

  @Override
  public Optional<Identity> signingIdentity(EmailAddress address) {
    return signsFor.test(address)
        ? catalogue
            .signing(address, clock.instant())
            .map(row -> NewIdentity.identity(row, keys.of(row)))
        : Optional.empty();
  }

  @Override
  public List<DecryptionKey> find(RecipientIdentifier identifier) {
    return decryptionKeys.find(identifier);
  }

  @Override
  public Identity export(String id, String reason) {
    return lifecycle.exported(id, reason, recovery.quorum());
  }

  @Override
  public ArchivedIdentity revoked(String id, String reason) {
    return lifecycle.revoked(id, reason);
  }

  @Override
  public ArchivedIdentity retire(String id, String reason) {
    return lifecycle.retired(id, reason);
  }

  @Override
  public KeyCondition examine(String id) {
    try {
      return keys.examine(lifecycle.existing(id));
    } catch (SmimeException e) {
      if (e.code() == ErrorCode.MALFORMED) {
        return KeyCondition.broken(String.valueOf(e.getMessage()));
      }
      throw e;
    }
  }

  @Override
  public Optional<String> remembered(String name) {
    return notes.get(name);
  }

  @Override
  public void remember(String name, String value) {
    notes.put(name, value);
  }

  @Override
  public ArchivedIdentity destroySigning(String id, String reason) {
    return lifecycle.destroyed(id, reason);
  }

  @Override
  public Recovery recovery() {
    return recovery;
  }

  @Override
  public List<AuditEntry> audit(long after, int most) {
    uses.write();
    return store.read(connection -> audit.entries(connection, after, most));
  }

  @Override
  public long auditEnd() {
    uses.write();
    return store.read(audit::end);
  }

  @Override
  public Optional<AuditEntry.BrokenLink> verifyAudit(List<AuditCheckpoint> kept) {
    uses.write();
    return store.snapshot(connection -> audit.firstBrokenLink(connection, kept));
  }

  @Override
  public Backup.Summary backup(MasterKey protection, OutputStream out) throws IOException {
    uses.write();
    Backup.Summary made =
        Backup.write(new Backup.Source(store, identities, clock.instant()), protection, out);
    store.write(connection -> {
      audit.append(connection, AuditEvent.BACKED_UP, "", made.identities() + " identities");
      return true;
    });
    return made;
  }

  @Override
  public AuditCheckpoint checkpoint() {
    uses.write();
    return store.write(audit::checkpoint);
  }

  @Override
  public void close() {
    try {
      changes.close();
      uses.write();
    } finally {
      keys.clear();
      keyring.close();
      store.close();
    }
  }
}
