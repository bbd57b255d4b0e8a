package org.sealgate.ldap;

import com.unboundid.ldap.sdk.BindRequest;
import com.unboundid.ldap.sdk.FailoverServerSet;
import com.unboundid.ldap.sdk.GetEntryLDAPConnectionPoolHealthCheck;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.PostConnectProcessor;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.StartTLSPostConnectProcessor;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.sealgate.ErrorCode;
import org.sealgate.Secret;
import org.sealgate.SmimeException;
import org.sealgate.ldap.LdapSettings.Security;
import org.sealgate.ldap.LdapSettings.Server;

/** Makes the pool of connections that settings describe. Nothing is connected yet. */
final class DirectoryPool {
  private static final int MAX_ANSWER_OCTETS = 32 << 20;
  private static final long HEALTH_CHECK_MILLIS = 30_000;
  private static final long MAX_AGE_MILLIS = 10 * 60_000;

  private DirectoryPool() {}

  static LDAPConnectionPool of(LdapSettings settings) {
    Connection connection = settings.connection();
    SSLContext tls =
        connection.security() == Security.NONE ? null : TlsContext.trusting(connection.anchors());
    try {
      LDAPConnectionPool pool =
          new LDAPConnectionPool(
              servers(settings, tls),
              bind(connection),
              0,
              settings.limits().poolSize(),
              startTls(connection, tls),
              false);
      return tuned(pool, settings);
    } catch (LDAPException e) {
      throw new SmimeException(
          ErrorCode.CONFIGURATION,
          "the directory " + settings.url() + " cannot be used: " + e.getResultCode().getName(),
          e);
    }
  }

  private static LDAPConnectionPool tuned(LDAPConnectionPool pool, LdapSettings settings) {
    long searchMillis = settings.limits().search().toMillis();
    pool.setConnectionPoolName(settings.url());
    pool.setMaxWaitTimeMillis(searchMillis);
    pool.setMaxConnectionAgeMillis(MAX_AGE_MILLIS);
    // A server that was restarted, or a firewall that forgot, costs one retry and no mail.
    pool.setRetryFailedOperationsDueToInvalidConnections(true);
    // The root DSE is readable on every server; looked at in the background only.
    pool.setHealthCheck(
        new GetEntryLDAPConnectionPoolHealthCheck(
            "", searchMillis, false, false, false, true, false));
    pool.setHealthCheckIntervalMillis(HEALTH_CHECK_MILLIS);
    return pool;
  }

  private static FailoverServerSet servers(LdapSettings settings, @Nullable SSLContext tls) {
    List<Server> servers = settings.servers();
    String[] hosts = servers.stream().map(Server::host).toArray(String[]::new);
    int[] ports = servers.stream().mapToInt(Server::port).toArray();
    SocketFactory sockets =
        tls != null && settings.connection().security() == Security.LDAPS
            ? tls.getSocketFactory()
            : SocketFactory.getDefault();
    return new FailoverServerSet(hosts, ports, sockets, options(settings));
  }

  private static LDAPConnectionOptions options(LdapSettings settings) {
    LDAPConnectionOptions options = new LDAPConnectionOptions();
    options.setConnectTimeoutMillis((int) settings.limits().connect().toMillis());
    options.setResponseTimeoutMillis(settings.limits().search().toMillis());
    options.setAbandonOnTimeout(true);
    // A referral is a URL chosen by somebody else: credentials never follow it, loops cannot be.
    options.setFollowReferrals(false);
    options.setMaxMessageSize(MAX_ANSWER_OCTETS);
    options.setSSLSocketVerifier(new HostNameSSLSocketVerifier(true));
    return options;
  }

  private static @Nullable PostConnectProcessor startTls(
      Connection connection, @Nullable SSLContext tls) {
    return tls != null && connection.security() == Security.STARTTLS
        ? new StartTLSPostConnectProcessor(tls)
        : null;
  }

  private static BindRequest bind(Connection connection) {
    return connection
        .bind()
        .map(bind -> new SimpleBindRequest(bind.dn(), utf8(bind.password())))
        .orElseGet(SimpleBindRequest::new);
  }

  private static byte[] utf8(Secret secret) {
    char[] chars = secret.chars();
    ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(chars));
    Arrays.fill(chars, '\0');
    byte[] octets = new byte[encoded.remaining()];
    encoded.get(octets);
    encoded.rewind();
    encoded.put(new byte[octets.length]);
    return octets;
  }
}
