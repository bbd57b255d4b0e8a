package org.sealgate;

/**
 * The stable name of what prevented an answer, and the exit code it becomes on the command line.
 */
public enum ErrorCode {
  /** The caller asked for something that makes no sense. */
  USAGE(2),
  /** The answer is no: nobody here holds a key for this message. */
  NO_KEY(1),
  /** The answer is no: no usable certificate for an address. */
  NO_CERTIFICATE(1),
  /** The answer is no: the content did not decrypt. One code for every cause (RFC 8551, 6). */
  DECRYPTION_FAILED(1),
  /** The answer is no: a rule forbids it (signing for an address the identity does not own). */
  REFUSED(1),
  /** A password or passphrase does not open the file. */
  WRONG_PASSWORD(3),
  /** The input is not what it claims to be: broken MIME, CMS, certificate or key file. */
  MALFORMED(3),
  /** The input needs an algorithm or structure that this build does not know. */
  UNSUPPORTED(3),
  /** The input goes beyond a named limit. */
  LIMIT_EXCEEDED(3),
  /** A directory, responder or database does not answer now; the same call may succeed later. */
  UNAVAILABLE(3),
  /** Reading or writing failed: disk full, no permission, no such file. */
  IO(3),
  /** The configuration is wrong or incomplete. */
  CONFIGURATION(3);

  private final int exitCode;

  ErrorCode(int exitCode) {
    this.exitCode = exitCode;
  }

  /** The exit code of the command line: 1 the answer is "no", 2 usage, 3 cannot. */
  public int exitCode() {
    return exitCode;
  }
}
