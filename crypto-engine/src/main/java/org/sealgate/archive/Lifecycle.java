package org.sealgate.archive;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.archive.Activation.Moved;
import org.sealgate.archive.AuditChain.Happening;
import org.sealgate.certificate.KeyPurpose;
import org.sealgate.identity.Identity;
import org.sealgate.quorum.Quorum;

/**
 * What becomes of an identity after it came in: each change one transaction, with its line in the
 * audit and with what it brings into use; what is not allowed is refused, and audited too.
 */
final class Lifecycle {
  private final Store store;
  private final Identities identities;
  private final AuditChain audit;
  private final Activation activation;
  private final UnwrappedKeys keys;
  private final Refusals refusals;

  Lifecycle(Store store, Identities identities, AuditChain audit, UnwrappedKeys keys) {
    this.store = store;
    this.identities = identities;
    this.audit = audit;
    this.activation = new Activation(identities);
    this.keys = keys;
    this.refusals = new Refusals(store, audit);
  }

  /** The row of that id. */
  IdentityRow existing(String id) {
    return store
        .read(connection -> identities.byId(connection, id))
        .orElseThrow(
            () -> new SmimeException(ErrorCode.NO_KEY, "the key archive has no key " + id));
  }

  ArchivedIdentity revoked(String id, String reason) {
    IdentityRow row = existing(id);
    store.write(connection -> {
      identities.setState(connection, row, KeyState.REVOKED);
      return settle(connection, row.entry(), new Happening(AuditEvent.REVOKED, id, reason));
    });
    return existing(id).entry();
  }

  ArchivedIdentity retired(String id, String reason) {
    IdentityRow row = existing(id);
    if (row.entry().purpose() == KeyPurpose.SIGNING) {
      throw refusals.denied(id, "a signing identity is not retired: destroy its key, or revoke it");
    }
    store.write(connection -> {
      Addresses.withdraw(connection, row.sequence());
      if (row.entry().state() == KeyState.ACTIVE) {
        identities.setState(connection, row, KeyState.DECRYPT_ONLY);
      }
      return settle(connection, row.entry(), new Happening(AuditEvent.RETIRED, id, reason));
    });
    return existing(id).entry();
  }

  /** What happened to an identity may bring others into use. */
  private boolean settle(Connection connection, ArchivedIdentity entry, Happening happening)
      throws SQLException {
    List<Happening> happenings = new ArrayList<>(List.of(happening));
    activation.settle(connection, entry).stream().map(Moved::happening).forEach(happenings::add);
    audit.appendAll(connection, happenings);
    return true;
  }

  /** Given to its owner, where no quorum has to be asked. */
  Identity exported(String id, String reason, Optional<Quorum> quorum) {
    IdentityRow row = existing(id);
    if (row.entry().purpose() == KeyPurpose.SIGNING) {
      throw refusals.denied(id, "a signing key is never exported: make a new one for its owner");
    }
    if (quorum.isPresent()) {
      throw refusals.denied(
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

  ArchivedIdentity destroyed(String id, String reason) {
    IdentityRow row = existing(id);
    if (row.entry().purpose() != KeyPurpose.SIGNING) {
      throw refusals.denied(id, "a key that decrypts is never destroyed: old mail would be lost");
    }
    store.write(connection -> {
      identities.setState(connection, row, KeyState.DESTROYED);
      audit.append(connection, AuditEvent.DESTROYED, id, reason);
      return true;
    });
    keys.forget(Set.of(id));
    store.scrub();
    return existing(id).entry();
  }
}
