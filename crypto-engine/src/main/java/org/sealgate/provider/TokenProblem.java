package org.sealgate.provider;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;

/**
 * What a token's refusals mean. The JDK throws them as exceptions of types that nobody else may
 * name, with PKCS #11's word for the reason in the message.
 */
public final class TokenProblem {
  private static final Pattern REASON = Pattern.compile("CKR_[A-Z0-9_]+");

  /** Says of the token or the key, and nothing of what it was to decrypt. */
  private static final Set<String> LOST =
      Set.of(
          "CKR_CRYPTOKI_NOT_INITIALIZED",
          "CKR_DEVICE_REMOVED",
          "CKR_KEY_FUNCTION_NOT_PERMITTED",
          "CKR_KEY_HANDLE_INVALID",
          "CKR_OBJECT_HANDLE_INVALID",
          "CKR_SESSION_CLOSED",
          "CKR_SESSION_HANDLE_INVALID",
          "CKR_TOKEN_NOT_PRESENT",
          "CKR_TOKEN_NOT_RECOGNIZED",
          "CKR_USER_NOT_LOGGED_IN");

  private static final String REMOVED = "Token has been removed";

  private TokenProblem() {}

  /**
   * The error that a failure means where the token or its key is not there to be used, whatever it
   * was asked; empty where the failure may be that of the message.
   */
  public static Optional<SmimeException> in(Throwable failure) {
    if (failure instanceof SmimeException known && known.code() == ErrorCode.UNAVAILABLE) {
      return Optional.of(known);
    }
    String reason = reason(failure);
    return LOST.contains(reason) || reason.equals(REMOVED)
        ? Optional.of(
            new SmimeException(
                ErrorCode.UNAVAILABLE,
                "the token does not give the use of its key ("
                    + reason
                    + "): see that it is plugged in and holds the key, and start again",
                failure))
        : Optional.empty();
  }

  /** The reason in PKCS #11's word, or else in the words of the innermost exception. */
  static String reason(Throwable failure) {
    String words = failure.getClass().getSimpleName();
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = cause.getMessage() == null ? "" : cause.getMessage();
      Matcher word = REASON.matcher(message);
      if (word.find()) {
        return word.group();
      }
      words = message.isEmpty() ? words : message;
    }
    return words;
  }
}
