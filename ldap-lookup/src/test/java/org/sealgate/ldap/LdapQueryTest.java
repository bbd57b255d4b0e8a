package org.sealgate.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sealgate.SmimeException;
import org.sealgate.certificate.EmailAddress;
import org.sealgate.ldap.LdapQuery.Scope;

final class LdapQueryTest {
  private static final EmailAddress ALICE = EmailAddress.parse("alice@example.org").orElseThrow();

  @Test
  void putsTheAddressAndItsSidesIntoTheFilter() {
    LdapQuery query = query("(&(uid={local})(associatedDomain={domain})(mail={address}))");

    assertThat(query.filterFor(ALICE).toString())
        .isEqualTo("(&(uid=alice)(associatedDomain=example.org)(mail=alice@example.org))");
  }

  @Test
  void refusesAFilterThatAsksForNobody() {
    assertThatThrownBy(() -> query("(objectClass=*)"))
        .isInstanceOf(SmimeException.class)
        .hasMessageContaining("{address}");
  }

  @Test
  void refusesAFilterThatIsNone() {
    assertThatThrownBy(() -> query("(mail={address}"))
        .isInstanceOf(SmimeException.class)
        .hasMessageContaining("no LDAP filter");
  }

  private static LdapQuery query(String filter) {
    return new LdapQuery("dc=example", Scope.SUBTREE, filter, List.of("userCertificate"));
  }
}
