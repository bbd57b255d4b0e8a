package org.sealgate.archive;

import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.certificate.EmailAddress;
import org.sealgate.cms.RecipientIdentifier;

/** What is in the archive, and in which state: opens no key, and counts as no use. */
final class Catalogue {
  private static final Comparator<IdentityRow> SIGNING_ONLY_FIRST =
      Comparator.comparing(row -> row.entry().purpose().encrypts());

  private final Store store;
  private final Identities identities;
  private final IndexedIdentities index;

  Catalogue(Store store, Identities identities, IndexedIdentities index) {
    this.store = store;
    this.identities = identities;
    this.index = index;
  }

  void forEach(Consumer<ArchivedIdentity> taker) {
    handOut(identities::each, taker);
  }

  void forEachActiveUntil(Instant end, Consumer<ArchivedIdentity> taker) {
    handOut((connection, each) -> identities.activeUntil(connection, end, each), taker);
  }

  /** A statement whose rows are handed out one after the other. */
  @FunctionalInterface
  private interface Rows {
    void each(Connection connection, Consumer<IdentityRow> taker) throws SQLException;
  }

  /**
   * What was handed out cannot be taken back, so the work cannot begin anew on a new connection.
   */
  private void handOut(Rows rows, Consumer<ArchivedIdentity> taker) {
    boolean[] begun = {false};
    store.snapshot(connection -> {
      if (begun[0]) {
        throw new SmimeException(
            ErrorCode.UNAVAILABLE,
            "the connection to the key archive broke in the middle of a list: ask for it again");
      }
      rows.each(
          connection,
          row -> {
            begun[0] = true;
            taker.accept(row.entry());
          });
      return true;
    });
  }

  List<ArchivedIdentity> startingWith(String idPrefix) {
    return entries(connection -> identities.startingWith(connection, idPrefix));
  }

  List<ArchivedIdentity> of(EmailAddress address) {
    return entries(connection -> identities.of(connection, address));
  }

  List<ArchivedIdentity> ownedBy(EmailAddress owner) {
    return entries(connection -> identities.ownedBy(connection, owner));
  }

  private List<ArchivedIdentity> entries(Store.Work<List<IdentityRow>> work) {
    return store.read(work).stream().map(IdentityRow::entry).toList();
  }

  List<String> ids(String after, int most) {
    return store.read(connection -> identities.ids(connection, after, most));
  }

  int size() {
    return store.read(identities::count);
  }

  List<ArchivedIdentity> holding(RecipientIdentifier identifier) {
    List<ArchivedIdentity> found = new ArrayList<>();
    for (int sequence : index.find(identifier)) {
      store
          .read(connection -> identities.bySequence(connection, sequence))
          .filter(row -> row.wrapped() != null)
          .map(IdentityRow::entry)
          .filter(entry -> Identifiers.matches(identifier, entry.certificate()))
          .ifPresent(found::add);
    }
    return List.copyOf(found);
  }

  Optional<ArchivedIdentity> encryptionIdentity(EmailAddress address) {
    return store.read(connection -> identities.active(connection, address)).map(IdentityRow::entry);
  }

  /** What an address signs with: of all that may and can, what only signs, then the newest. */
  Optional<IdentityRow> signing(EmailAddress address, Instant now) {
    return store.read(connection -> identities.of(connection, address)).stream()
        .filter(row -> row.entry().state() == KeyState.ACTIVE)
        .filter(row -> row.entry().certificate().purpose().signs())
        .filter(row -> validAt(row, now))
        .min(SIGNING_ONLY_FIRST);
  }

  private static boolean validAt(IdentityRow row, Instant now) {
    X509Certificate x509 = row.entry().certificate().x509();
    return !now.isBefore(x509.getNotBefore().toInstant())
        && !now.isAfter(x509.getNotAfter().toInstant());
  }
}
