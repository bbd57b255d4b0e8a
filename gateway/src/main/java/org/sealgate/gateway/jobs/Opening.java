package org.sealgate.gateway.jobs;

import java.util.List;
import org.sealgate.smime.OpenedMessage;

/** What came of opening one mail of an archive. */
sealed interface Opening extends AutoCloseable {

  /** Encrypted, and every layer of it opened. */
  record Decrypted(OpenedMessage message) implements Opening {
    @Override
    public void close() {
      message.close();
    }
  }

  /** Not encrypted: it stays as it is. */
  record NotEncrypted() implements Opening {}

  /**
   * No key for it: it stays as it is.
   *
   * @param recipients the keys that would open it, each as the mail names it
   */
  record MissingKey(List<String> recipients) implements Opening {
    public MissingKey {
      recipients = List.copyOf(recipients);
    }
  }

  /**
   * Damaged, or of a kind that is not known: it stays as it is.
   *
   * @param reason one line
   */
  record NotOpened(String reason) implements Opening {}

  @Override
  default void close() {}
}
