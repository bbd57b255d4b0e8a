package org.sealgate.smime;

/**
 * What is said on one axis of a verdict.
 *
 * @param status how it stands
 * @param code a stable name of the reason, lower case with hyphens: {@code digest-mismatch}
 * @param reason one line for people
 */
public record Finding(Status status, String code, String reason) {

  /** How an axis stands, from good to bad. */
  public enum Status {
    /** Looked at and good. */
    PASS,
    /** The axis does not apply: nothing was signed. */
    NOT_APPLICABLE,
    /** Good enough to show, with a remark: SHA-1 on old mail. */
    WARN,
    /** Not looked at, or no answer could be had. Never counts as good. */
    UNKNOWN,
    /** Looked at and bad. */
    FAIL
  }

  public static Finding pass(String code, String reason) {
    return new Finding(Status.PASS, code, reason);
  }

  public static Finding warn(String code, String reason) {
    return new Finding(Status.WARN, code, reason);
  }

  public static Finding unknown(String code, String reason) {
    return new Finding(Status.UNKNOWN, code, reason);
  }

  public static Finding fail(String code, String reason) {
    return new Finding(Status.FAIL, code, reason);
  }

  public static Finding notApplicable(String code, String reason) {
    return new Finding(Status.NOT_APPLICABLE, code, reason);
  }
}
