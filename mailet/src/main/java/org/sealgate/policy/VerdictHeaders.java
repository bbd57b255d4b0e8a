package org.sealgate.policy;

import java.util.List;
import java.util.Locale;
import org.sealgate.policy.MailHeaders.Field;
import org.sealgate.smime.Verdict;

/**
 * A verdict as header fields: {@code Authentication-Results} (RFC 8601, RFC 7281) and {@code
 * X-Sealgate-Verdict}; and which fields that claim to be ours must go before.
 *
 * @param authservId the name under which this gateway states results
 */
public record VerdictHeaders(String authservId) {
  /** The field with all axes. */
  public static final String VERDICT = "X-Sealgate-Verdict";

  static final String AUTHENTICATION_RESULTS = "Authentication-Results";
  private static final String OURS = "x-sealgate-";

  public VerdictHeaders {
    if (!authservId.matches("[A-Za-z0-9._-]+")) {
      throw new IllegalArgumentException("'" + authservId + "' is no authserv-id");
    }
  }

  /** The fields to put at the top of a mail. */
  public List<Field> fields(Verdict verdict) {
    return List.of(
        new Field(AUTHENTICATION_RESULTS, authenticationResults(verdict)),
        new Field(VERDICT, new VerdictSummary(verdict).axes()));
  }

  /**
   * True where a field that came from outside claims to be one of ours (RFC 8601, 5): the
   * authserv-id may stand behind comments and be quoted.
   */
  public boolean isForged(String name, String value) {
    String field = name.strip().toLowerCase(Locale.ROOT);
    return field.startsWith(OURS)
        || (field.equalsIgnoreCase(AUTHENTICATION_RESULTS)
            && AuthservId.of(value).equalsIgnoreCase(authservId));
  }

  private String authenticationResults(Verdict verdict) {
    VerdictSummary summary = new VerdictSummary(verdict);
    StringBuilder value = new StringBuilder(authservId).append("; smime=").append(summary.result());
    String reason = summary.reason();
    if (!reason.isEmpty()) {
      value.append(" (").append(HeaderText.comment(reason)).append(')');
    }
    summary.signerProperties().forEach(property -> value.append(' ').append(property));
    return value.toString();
  }
}
