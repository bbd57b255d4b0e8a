package org.sealgate.ldap;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.sealgate.Secret;

/**
 * How the connections to a directory are secured and authenticated.
 *
 * @param security what protects them
 * @param anchors whom to trust for TLS; empty for the anchors of the Java installation
 * @param bind as whom; empty for anonymous
 */
public record Connection(
    LdapSettings.Security security, List<X509Certificate> anchors, Optional<Bind> bind) {
  public Connection {
    anchors = List.copyOf(anchors);
  }

  /** Without TLS and without a name: for loopback. */
  public static Connection plain() {
    return new Connection(LdapSettings.Security.NONE, List.of(), Optional.empty());
  }

  /**
   * A simple bind (RFC 4513, 5.1).
   *
   * @param dn the name
   * @param password the password, never shown
   */
  public record Bind(String dn, Secret password) {}
}
