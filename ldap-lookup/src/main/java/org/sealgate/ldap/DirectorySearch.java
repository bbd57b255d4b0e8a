package org.sealgate.ldap;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.sealgate.certificate.EmailAddress;

/** One question to a directory: the certificates of the entries of an address. Thread-safe. */
final class DirectorySearch implements AutoCloseable {
  /** What says that the next question would fail too; a wrong password must not lock an account. */
  private static final Set<ResultCode> DOWN =
      Set.of(
          ResultCode.BUSY,
          ResultCode.UNAVAILABLE,
          ResultCode.TIMEOUT,
          ResultCode.CONNECT_ERROR,
          ResultCode.SERVER_DOWN,
          ResultCode.INVALID_CREDENTIALS,
          ResultCode.STRONG_AUTH_REQUIRED,
          ResultCode.CONFIDENTIALITY_REQUIRED,
          ResultCode.TIME_LIMIT_EXCEEDED);

  private static final int MAX_DETAIL = 300;

  private final LdapSettings settings;
  private final LDAPConnectionPool pool;

  DirectorySearch(LdapSettings settings) {
    this.settings = settings;
    this.pool = DirectoryPool.of(settings);
  }

  /**
   * Asks.
   *
   * @throws DirectoryFailure where there is no answer
   */
  CertificateValues certificatesOf(EmailAddress address) {
    SearchRequest request = request(address);
    SearchResult result;
    try {
      result = pool.search(request);
    } catch (LDAPSearchException e) {
      if (!e.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED)) {
        throw failure(e);
      }
      result = e.getSearchResult();
    }
    return gather(result);
  }

  private CertificateValues gather(SearchResult result) {
    CertificateValues values = new CertificateValues(settings.limits().certificates());
    if (result.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED)) {
      values.note("more than " + settings.limits().entries() + " entries: the rest was left out");
    }
    if (result.getReferenceCount() > 0) {
      values.note(result.getReferenceCount() + " referrals were not followed");
    }
    List<SearchResultEntry> entries = result.getSearchEntries();
    for (SearchResultEntry entry : entries == null ? List.<SearchResultEntry>of() : entries) {
      gather(entry, values);
    }
    return values;
  }

  private void gather(SearchResultEntry entry, CertificateValues values) {
    for (Attribute attribute : entry.getAttributes()) {
      if (isCertificateAttribute(attribute.getBaseName())) {
        for (byte[] value : attribute.getValueByteArrays()) {
          values.add(value, entry.getDN() + " " + attribute.getName());
        }
      }
    }
  }

  private boolean isCertificateAttribute(String name) {
    return settings.query().attributes().stream()
        .anyMatch(wanted -> baseName(wanted).equalsIgnoreCase(name));
  }

  private static String baseName(String attribute) {
    int options = attribute.indexOf(';');
    return options < 0 ? attribute : attribute.substring(0, options);
  }

  private SearchRequest request(EmailAddress address) {
    LdapQuery query = settings.query();
    // Asking for the base name brings every option as well (RFC 4511, 4.5.1.8); some servers give
    // ;binary only to those who ask for it by name.
    String[] attributes =
        query.attributes().stream()
            .map(DirectorySearch::baseName)
            .flatMap(name -> List.of(name, name + ";binary").stream())
            .distinct()
            .toArray(String[]::new);
    int seconds = (int) Math.max(1, settings.limits().search().toSeconds());
    SearchRequest request =
        new SearchRequest(
            query.baseDn(),
            scope(query.scope()),
            DereferencePolicy.NEVER,
            settings.limits().entries(),
            seconds,
            false,
            query.filterFor(address),
            attributes);
    request.setResponseTimeoutMillis(settings.limits().search().toMillis());
    return request;
  }

  private static SearchScope scope(LdapQuery.Scope scope) {
    return switch (scope) {
      case BASE -> SearchScope.BASE;
      case ONE_LEVEL -> SearchScope.ONE;
      case SUBTREE -> SearchScope.SUB;
    };
  }

  private DirectoryFailure failure(LDAPException e) {
    ResultCode code = e.getResultCode();
    boolean down = DOWN.contains(code) || !code.isConnectionUsable();
    String what =
        code.equals(ResultCode.NO_SUCH_OBJECT)
            ? "the base '" + settings.query().baseDn() + "' does not exist"
            : code.getName().toLowerCase(Locale.ROOT);
    return new DirectoryFailure(what + detail(e), down, e);
  }

  /**
   * What the server says, else the root of the trouble: the SDK's own message quotes both, twice.
   * None of them holds a password.
   */
  private static String detail(LDAPException e) {
    String said = e.getDiagnosticMessage();
    if (said == null) {
      Throwable root = e;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      said = root.getMessage();
    }
    String line = said == null ? "" : said.lines().findFirst().orElse("");
    if (line.isBlank()) {
      return "";
    }
    return ": " + (line.length() > MAX_DETAIL ? line.substring(0, MAX_DETAIL) + "..." : line);
  }

  @Override
  public void close() {
    pool.close();
  }
}
