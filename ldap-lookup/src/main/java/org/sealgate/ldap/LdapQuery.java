package org.sealgate.ldap;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.List;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.certificate.EmailAddress;

/**
 * What to ask of a directory.
 *
 * @param baseDn where the search starts
 * @param scope how far it goes
 * @param filter an LDAP filter (RFC 4515) in which {@code {address}}, {@code {local}} and {@code
 *     {domain}} stand for the recipient's address and its two sides; what is put there is escaped
 * @param attributes where certificates are, without options such as {@code ;binary}
 */
public record LdapQuery(String baseDn, Scope scope, String filter, List<String> attributes) {

  /** Finds an address under each attribute in use for it; OpenLDAP ignores those it lacks. */
  public static final String DEFAULT_FILTER =
      "(|(mail={address})(mailLocalAddress={address})(proxyAddresses=smtp:{address}))";

  /** Where OpenLDAP and 389-ds keep them. */
  public static final List<String> DEFAULT_ATTRIBUTES =
      List.of("userCertificate", "userSMIMECertificate");

  private static final EmailAddress PROBE = new EmailAddress("probe", "example.org");

  public LdapQuery {
    attributes = List.copyOf(attributes);
    if (!filter.contains("{address}") && !filter.contains("{local}")) {
      throw new SmimeException(
          ErrorCode.CONFIGURATION,
          "the directory filter '" + filter + "' asks for nobody: put {address} into it");
    }
    fill(filter, PROBE);
  }

  /** An OpenLDAP or 389 directory: the whole tree below the base. */
  public static LdapQuery openLdap(String baseDn) {
    return new LdapQuery(baseDn, Scope.SUBTREE, DEFAULT_FILTER, DEFAULT_ATTRIBUTES);
  }

  /** Active Directory, its global catalog, or Samba. */
  public static LdapQuery activeDirectory(String baseDn) {
    return new LdapQuery(
        baseDn,
        Scope.SUBTREE,
        "(|(mail={address})(proxyAddresses=smtp:{address}))",
        DEFAULT_ATTRIBUTES);
  }

  Filter filterFor(EmailAddress address) {
    return fill(filter, address);
  }

  private static Filter fill(String template, EmailAddress address) {
    String text =
        template
            .replace("{address}", Filter.encodeValue(address.toString()))
            .replace("{local}", Filter.encodeValue(address.localPart()))
            .replace("{domain}", Filter.encodeValue(address.domain()));
    try {
      return Filter.create(text);
    } catch (LDAPException e) {
      throw new SmimeException(
          ErrorCode.CONFIGURATION,
          "the directory filter '" + template + "' is no LDAP filter: " + e.getMessage(),
          e);
    }
  }

  /** How far a search goes. */
  public enum Scope {
    /** Only the base itself. */
    BASE,
    /** The entries right below it. */
    ONE_LEVEL,
    /** The base and everything below it. */
    SUBTREE
  }
}
