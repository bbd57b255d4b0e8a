package org.sealgate.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.archive.KeyCache.Cached;
import org.sealgate.certificate.EmailAddress;
import org.sealgate.certificate.KeyPurpose;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.cms.RecipientIdentifier;
import org.sealgate.identity.Identity;
import org.sealgate.identity.PrivateKeys;

/** The archive over a store: rows hold everything, the index in memory finds them. */
final class SqlKeyArchive implements KeyArchive {
  private static final Comparator<IdentityRow> SIGNING_ONLY_FIRST =
      Comparator.comparing(row -> row.entry().purpose().encrypts());

  /** What is remembered for others has names of its own among the archive's. */
  private static final String NOTE = "note:";

  private final Store store;
  private final Keyring keyring;
  private final Clock clock;
  private final ServerSigning signing;
  private final Identities identities;
  private final AuditChain audit;
  private final Admission admission;
  private final PendingKeys pending;
  private final IndexedIdentities index;
  private final Catalogue catalogue;
  private final UnwrappedKeys keys;
  private final Lifecycle lifecycle;
  private final UseLog uses;
  private final ChangeFeed changes;
  private final DualControl recovery;

  private SqlKeyArchive(Store store, Keyring keyring, KeyArchives.Settings settings) {
    this.store = store;
    this.keyring = keyring;
    this.clock = settings.clock();
    this.signing = new ServerSigning(settings.signsFor());
    this.identities = new Identities(keyring.archive());
    this.audit = new AuditChain(keyring.archive(), clock);
    this.admission = new Admission(store, keyring, clock);
    this.pending = new PendingKeys(keyring);
    this.index = new IndexedIdentities(store);
    this.catalogue = new Catalogue(store, identities, index);
    this.keys =
        new UnwrappedKeys(
            store,
            keyring,
            new KeyCache(settings.cachedKeys(), settings.keysStay().toNanos(), System::nanoTime));
    this.lifecycle = new Lifecycle(store, identities, audit, keys);
    this.uses = new UseLog(store, audit, clock);
    this.changes = new ChangeFeed(store, index, keys);
    this.recovery = new DualControl(store, keyring, clock, keys);
  }

  static SqlKeyArchive over(Store store, Keyring keyring, KeyArchives.Settings settings) {
    SqlKeyArchive archive = new SqlKeyArchive(store, keyring, settings);
    archive.changes.begin();
    archive.index.pack();
    return archive;
  }

  @Override
  public List<Imported> addAll(List<Identity> identities, String owner) {
    for (Identity identity : identities) {
      Optional<String> refusal = refusal(identity);
      if (refusal.isPresent()) {
        throw lifecycle.denied(identity.certificate().fingerprint(), refusal.get());
      }
    }
    List<Imported> imported = admission.addAll(identities, owner);
    index.load();
    return imported;
  }

  @Override
  public Optional<String> refusal(Identity identity) {
    return signing.refusal(identity.certificate());
  }

  @Override
  public void addPending(PendingKey waiting, PrivateKey key) {
    if (waiting.purpose() == KeyPurpose.SIGNING
        && EmailAddress.parse(waiting.address()).filter(signing.isOn()).isEmpty()) {
      throw lifecycle.denied(waiting.id(), ServerSigning.refusal(waiting.address()));
    }
    store.write(connection -> {
      pending.add(connection, waiting, key);
      audit.append(
          connection,
          AuditEvent.KEY_MADE,
          waiting.id(),
          waiting.algorithm() + " for " + waiting.address());
      return true;
    });
  }

  @Override
  public List<PendingKey> pending() {
    return store.read(pending::all);
  }

  @Override
  public Optional<Identity> joined(MailCertificate certificate, List<X509Certificate> chain) {
    String id = PrivateKeys.publicKeyId(certificate.x509());
    return store
        .read(connection -> pending.key(connection, id))
        .map(key -> new Identity(certificate, chain, key));
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
    if (!signing.isOn().test(address)) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    return store.read(connection -> identities.of(connection, address)).stream()
        .filter(row -> row.entry().state() == KeyState.ACTIVE)
        .filter(row -> row.entry().certificate().purpose().signs())
        .filter(row -> validAt(row, now))
        .min(SIGNING_ONLY_FIRST)
        .map(row -> NewIdentity.identity(row, keys.of(row)));
  }

  private static boolean validAt(IdentityRow row, Instant now) {
    X509Certificate x509 = row.entry().certificate().x509();
    return !now.isBefore(x509.getNotBefore().toInstant())
        && !now.isAfter(x509.getNotAfter().toInstant());
  }

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

  @Override
  public Identity export(String id, String reason) {
    IdentityRow row = lifecycle.existing(id);
    if (row.entry().purpose() == KeyPurpose.SIGNING) {
      throw lifecycle.denied(id, "a signing key is never exported: make a new one for its owner");
    }
    if (recovery.quorum().isPresent()) {
      throw lifecycle.denied(
          id,
          "no key is exported without the custodians: ask them by 'sealgate keys recover request'");
    }
    Identity identity = NewIdentity.identity(row, keys.of(row));
    store.write(connection -> {
      audit.append(connection, AuditEvent.EXPORTED, id, reason);
      return true;
    });
    return identity;
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
    return store
        .read(connection -> Keyring.meta(connection, NOTE + name))
        .map(octets -> new String(octets, StandardCharsets.UTF_8));
  }

  @Override
  public void remember(String name, String value) {
    store.write(connection -> {
      Keyring.putMeta(connection, NOTE + name, value.getBytes(StandardCharsets.UTF_8));
      return true;
    });
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
