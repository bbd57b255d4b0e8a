package org.sealgate;

/**
 * What prevented an answer: one line that says what, why and what to do, with a stable code. What a
 * message <em>is</em> (badly signed, expired, for another key) is never an exception but a verdict.
 */
public class SmimeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  /**
   * @param code the stable code
   * @param message one line: what failed, why, and what to do; never holds a secret
   */
  public SmimeException(ErrorCode code, String message) {
    super(message);
    this.code = code;
  }

  /** The same with the cause, which is shown only when debugging. */
  public SmimeException(ErrorCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** The stable code. */
  public ErrorCode code() {
    return code;
  }

  /** Input that is not what it claims to be. */
  public static SmimeException malformed(String message) {
    return new SmimeException(ErrorCode.MALFORMED, message);
  }

  /** Input that is not what it claims to be, as another reader found. */
  public static SmimeException malformed(String message, Throwable cause) {
    return new SmimeException(ErrorCode.MALFORMED, message, cause);
  }

  /** Input beyond a named limit. */
  public static SmimeException limit(String name, long limit) {
    return new SmimeException(
        ErrorCode.LIMIT_EXCEEDED, "more than the limit " + name + " = " + limit + " allows");
  }
}
