package org.sealgate.archive;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sealgate.archive.AuditChain.Happening;
import org.sealgate.certificate.EmailAddress;

/** Promise 2: of each address the newest encryption identity is ACTIVE, the others decrypt only. */
record Activation(Identities identities) {

  /**
   * An identity that came into use, or out of it.
   *
   * @param entry the identity in its new state
   * @param address because of which address
   */
  record Moved(ArchivedIdentity entry, EmailAddress address) {
    Happening happening() {
      boolean active = entry.state() == KeyState.ACTIVE;
      return new Happening(
          active ? AuditEvent.ACTIVATED : AuditEvent.RETIRED, entry.id(), address.toString());
    }

    /** What the operator should know. */
    Optional<String> note() {
      return entry.state() == KeyState.ACTIVE
          ? Optional.empty()
          : Optional.of(
              "the older identity "
                  + entry.id().substring(0, 16)
                  + " of "
                  + address
                  + " decrypts only from now on");
    }
  }

  /**
   * The addresses that an identity which is not stored yet will be the active one of, each with the
   * one that is it now: as settling would find after it was stored, but at the price of a look-up.
   */
  Map<EmailAddress, Optional<IdentityRow>> claims(Connection connection, ArchivedIdentity entry)
      throws SQLException {
    Map<EmailAddress, Optional<IdentityRow>> claims = new LinkedHashMap<>();
    for (EmailAddress address : entry.certificate().addresses()) {
      Optional<IdentityRow> active = identities.active(connection, address);
      if (active.isEmpty() || entry.isNewerThan(active.get().entry())) {
        claims.put(address, active);
      }
    }
    return claims;
  }

  /**
   * Takes an address from its active identity, and the identity out of use where it was its last.
   */
  Optional<Moved> displace(Connection connection, IdentityRow active, EmailAddress address)
      throws SQLException {
    Addresses.setActive(connection, address, active.sequence(), false);
    return moved(connection, active, address);
  }

  /** Brings the addresses of an encryption identity, and all it touches, to the promise. */
  List<Moved> settle(Connection connection, ArchivedIdentity entry) throws SQLException {
    List<Moved> moved = new ArrayList<>();
    for (EmailAddress address : entry.certificate().addresses()) {
      for (int sequence : Addresses.activateNewest(connection, address)) {
        IdentityRow row = identities.bySequence(connection, sequence).orElseThrow();
        moved(connection, row, address).ifPresent(moved::add);
      }
    }
    return moved;
  }

  private Optional<Moved> moved(Connection connection, IdentityRow row, EmailAddress address)
      throws SQLException {
    KeyState now =
        Addresses.isActive(connection, row.sequence()) ? KeyState.ACTIVE : KeyState.DECRYPT_ONLY;
    KeyState before = row.entry().state();
    if ((before != KeyState.ACTIVE && before != KeyState.DECRYPT_ONLY) || before == now) {
      return Optional.empty();
    }
    identities.setState(connection, row, now);
    return Optional.of(new Moved(row.entry().in(now), address));
  }
}
