package org.sealgate.archive;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sealgate.certificate.EmailAddress;

/** Promise 2: of each address the newest encryption identity is ACTIVE, the others decrypt only. */
record Activation(Identities identities, AuditChain audit) {

  /**
   * Brings the addresses of an encryption identity, and all it touches, to the promise.
   *
   * @return what the operator should know
   */
  List<String> settle(Connection connection, ArchivedIdentity entry) throws SQLException {
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
}
