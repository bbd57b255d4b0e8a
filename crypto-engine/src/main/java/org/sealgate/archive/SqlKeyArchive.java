package org.sealgate.archive;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.archive.KeyCache.Cached;
import org.sealgate.certificate.EmailAddress;
import org.sealgate.certificate.KeyPurpose;
import org.sealgate.cms.RecipientIdentifier;
import org.sealgate.identity.Identity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The archive over a database: rows hold everything, the index in memory finds them. */
final class SqlKeyArchive implements KeyArchive {
  private static final Logger LOG = LoggerFactory.getLogger(SqlKeyArchive.class);
  private static final Comparator<IdentityRow> SIGNING_ONLY_FIRST =
      Comparator.comparing(row -> row.entry().purpose().encrypts());

  private final Database database;
  private final Keyring keyring;
  private final KeyArchives.Settings settings;
  private final KeySealing sealing;
  private final Identities identities;
  private final AuditChain audit;
  private final KeyCache cache;
  private final IndexedIdentities index;
  private final UseCounter uses;

  private SqlKeyArchive(Database database, Keyring keyring, KeyArchives.Settings settings) {
    this.database = database;
    this.keyring = keyring;
    this.settings = settings;
    this.sealing = new KeySealing(keyring.master());
    this.identities = new Identities(keyring.archive());
    this.audit = new AuditChain(keyring.archive(), settings.clock());
    this.cache =
        new KeyCache(settings.cachedKeys(), settings.keysStay().toNanos(), System::nanoTime);
    this.index = new IndexedIdentities(database);
    this.uses = new UseCounter(settings.clock());
  }

  static SqlKeyArchive over(Database database, Keyring keyring, KeyArchives.Settings settings) {
    SqlKeyArchive archive = new SqlKeyArchive(database, keyring, settings);
    archive.index.load();
    archive.index.pack();
    return archive;
  }

  @Override
  public List<Imported> addAll(List<Identity> identities) {
    List<NewIdentity> candidates = identities.stream().map(NewIdentity::of).toList();
    List<Imported> imported =
        database.write(connection -> {
          List<Imported> added = new ArrayList<>();
          for (NewIdentity candidate : candidates) {
            added.add(add(connection, candidate));
          }
          return added;
        });
    index.load();
    return imported;
  }

  private Imported add(Connection connection, NewIdentity candidate) throws SQLException {
    Optional<IdentityRow> known = identities.byId(connection, candidate.id());
    if (known.isPresent()) {
      return new Imported(known.get().entry(), false, candidate.notesWhenKnown(known.get()));
    }
    Instant now = Instant.ofEpochMilli(settings.clock().millis());
    ArchivedIdentity entry = candidate.entry(now);
    var encoded = new IdentityRow.Encoded(candidate.certificate(), candidate.chain());
    IdentityRow row =
        new IdentityRow(
            0,
            entry,
            encoded.certificate(),
            encoded.chain(),
            sealing.seal(candidate.privateKey(), entry.id(), encoded.certificate()),
            IdentityRow.tag(entry, encoded, keyring.archive()));
    int sequence = identities.insert(connection, row, Identifiers.hashesOf(entry.certificate()));
    audit.append(
        connection, AuditEvent.IMPORTED, entry.id(), entry.purpose() + " " + entry.owner());
    List<String> notes = new ArrayList<>(candidate.notes());
    if (entry.purpose().encrypts()) {
      notes.addAll(settle(connection, entry));
    }
    IdentityRow stored = identities.bySequence(connection, sequence).orElseThrow();
    return new Imported(stored.entry(), true, notes);
  }

  /** Brings the addresses of an encryption identity, and all it touches, to promise 2. */
  private List<String> settle(Connection connection, ArchivedIdentity entry) throws SQLException {
    List<String> notes = new ArrayList<>();
    for (EmailAddress address : entry.certificate().addresses()) {
      for (int sequence : identities.activateNewest(connection, address)) {
        moved(connection, sequence, address).ifPresent(notes::add);
      }
    }
    return notes;
  }

  private Optional<String> moved(Connection connection, int sequence, EmailAddress address)
      throws SQLException {
    IdentityRow row = identities.bySequence(connection, sequence).orElseThrow();
    KeyState now =
        identities.isActive(connection, sequence) ? KeyState.ACTIVE : KeyState.DECRYPT_ONLY;
    KeyState before = row.entry().state();
    if ((before != KeyState.ACTIVE && before != KeyState.DECRYPT_ONLY) || before == now) {
      return Optional.empty();
    }
    identities.setState(connection, row, now);
    boolean active = now == KeyState.ACTIVE;
    audit.append(
        connection,
        active ? AuditEvent.ACTIVATED : AuditEvent.RETIRED,
        row.entry().id(),
        address.toString());
    return active
        ? Optional.empty()
        : Optional.of(
            "the older identity "
                + row.entry().id().substring(0, 16)
                + " of "
                + address
                + " decrypts only from now on");
  }

  @Override
  public List<ArchivedIdentity> list() {
    return entries(identities::all);
  }

  @Override
  public List<ArchivedIdentity> startingWith(String idPrefix) {
    return entries(connection -> identities.startingWith(connection, idPrefix));
  }

  @Override
  public List<ArchivedIdentity> of(EmailAddress address) {
    return entries(connection -> identities.of(connection, address));
  }

  @Override
  public Optional<ArchivedIdentity> encryptionIdentity(EmailAddress address) {
    return database
        .read(connection -> identities.active(connection, address))
        .map(IdentityRow::entry);
  }

  private List<ArchivedIdentity> entries(Database.Work<List<IdentityRow>> work) {
    return database.read(work).stream().map(IdentityRow::entry).toList();
  }

  @Override
  public Optional<Identity> signingIdentity(EmailAddress address) {
    Instant now = settings.clock().instant();
    return database.read(connection -> identities.of(connection, address)).stream()
        .filter(row -> row.entry().state() == KeyState.ACTIVE)
        .filter(row -> row.entry().certificate().purpose().signs())
        .filter(row -> validAt(row, now))
        .min(SIGNING_ONLY_FIRST)
        .map(row -> NewIdentity.identity(row, keyOf(row)));
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
      Cached candidate = unwrapped(sequence);
      if (candidate != null
          && Identifiers.matches(identifier, candidate.identity().certificate())) {
        found.add(
            new DecryptionKey(
                candidate.identity().id(), candidate.identity().certificate(), candidate.key()));
        uses.count(candidate.identity().id());
      }
    }
    if (uses.isDue()) {
      Thread.ofVirtual().start(this::writeUsesLater);
    }
    return List.copyOf(found);
  }

  private void writeUsesLater() {
    try {
      writeUses();
    } catch (SmimeException e) {
      LOG.warn("the audit of the key archive could not be written: {}", e.getMessage());
    }
  }

  private @Nullable Cached unwrapped(int sequence) {
    Cached cached = cache.get(sequence);
    if (cached != null) {
      return cached;
    }
    IdentityRow row =
        database.read(connection -> identities.bySequence(connection, sequence)).orElseThrow();
    if (row.wrapped() == null) {
      return null;
    }
    return new Cached(row.entry(), keyOf(row));
  }

  private PrivateKey keyOf(IdentityRow row) {
    Cached cached = cache.get(row.sequence());
    if (cached != null) {
      return cached.key();
    }
    if (row.wrapped() == null) {
      throw none(row.entry().id());
    }
    PrivateKey key = sealing.open(row.wrapped(), row.entry().id(), row.certificate());
    cache.put(row.sequence(), new Cached(row.entry(), key));
    return key;
  }

  @Override
  public Identity export(String id, String reason) {
    IdentityRow row = existing(id);
    if (row.entry().purpose() == KeyPurpose.SIGNING) {
      throw denied(id, "a signing key is never exported: make a new one for its owner");
    }
    Identity identity = NewIdentity.identity(row, keyOf(row));
    database.write(connection -> {
      audit.append(connection, AuditEvent.EXPORTED, id, reason);
      return true;
    });
    return identity;
  }

  @Override
  public ArchivedIdentity revoked(String id, String reason) {
    IdentityRow row = existing(id);
    database.write(connection -> {
      identities.setState(connection, row, KeyState.REVOKED);
      audit.append(connection, AuditEvent.REVOKED, id, reason);
      return settle(connection, row.entry());
    });
    return existing(id).entry();
  }

  @Override
  public ArchivedIdentity destroySigning(String id, String reason) {
    IdentityRow row = existing(id);
    if (row.entry().purpose() != KeyPurpose.SIGNING) {
      throw denied(id, "a key that decrypts is never destroyed: old mail would be lost");
    }
    database.write(connection -> {
      identities.setState(connection, row, KeyState.DESTROYED);
      audit.append(connection, AuditEvent.DESTROYED, id, reason);
      return true;
    });
    cache.remove(row.sequence());
    database.checkpoint();
    return existing(id).entry();
  }

  private IdentityRow existing(String id) {
    return database.read(connection -> identities.byId(connection, id)).orElseThrow(() -> none(id));
  }

  private static SmimeException none(String id) {
    return new SmimeException(ErrorCode.NO_KEY, "the key archive has no key " + id);
  }

  private SmimeException denied(String id, String why) {
    database.write(connection -> {
      audit.append(connection, AuditEvent.DENIED, id, why);
      return true;
    });
    return new SmimeException(ErrorCode.REFUSED, why);
  }

  @Override
  public List<AuditEntry> audit() {
    writeUses();
    return database.read(audit::entries);
  }

  @Override
  public Optional<AuditEntry.BrokenLink> verifyAudit() {
    writeUses();
    return database.read(audit::firstBrokenLink);
  }

  private void writeUses() {
    List<UseCounter.Uses> counted = uses.take();
    if (counted.isEmpty()) {
      return;
    }
    try {
      database.write(connection -> {
        for (UseCounter.Uses use : counted) {
          audit.append(connection, AuditEvent.DECRYPTED, use.id(), use.toString());
        }
        return true;
      });
    } catch (SmimeException e) {
      uses.giveBack(counted);
      throw e;
    }
  }

  @Override
  public void close() {
    try {
      writeUses();
    } finally {
      cache.clear();
      keyring.close();
      database.close();
    }
  }
}
