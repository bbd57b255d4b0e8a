package org.sealgate.ldap;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.sealgate.fixtures.server.Directory;
import org.sealgate.fixtures.server.ServerExtension;
import org.sealgate.fixtures.server.Slapd;

final class SlapdLookupTest extends LdapDirectoryContract {
  @RegisterExtension
  static final ServerExtension<Slapd> SLAPD = ServerExtension.of(Slapd::start, "slapd");

  @Override
  Directory directory() {
    return SLAPD.get();
  }
}
