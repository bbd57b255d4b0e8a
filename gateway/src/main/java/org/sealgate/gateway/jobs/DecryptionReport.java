package org.sealgate.gateway.jobs;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of decrypting an archive of mail.
 *
 * @param counts how many of what
 * @param missing every mail whose key is missing
 * @param failed every mail that did not open for another reason
 */
public record DecryptionReport(Counts counts, List<Missing> missing, List<Failed> failed) {
  public DecryptionReport {
    missing = List.copyOf(missing);
    failed = List.copyOf(failed);
  }

  /** A report of nothing. */
  public static DecryptionReport empty() {
    return new DecryptionReport(new Counts(0, 0, 0, 0), List.of(), List.of());
  }

  /**
   * How many of what.
   *
   * @param mails mails looked at
   * @param decrypted mails that were encrypted and now are not
   * @param notEncrypted mails that were not encrypted and were copied
   * @param otherFiles files that are no mails and were copied
   */
  public record Counts(long mails, long decrypted, long notEncrypted, long otherFiles) {}

  /**
   * Which mail it is.
   *
   * @param place the name of its file, or its number in the mbox file: {@code #17}
   * @param messageId its Message-ID, or empty
   * @param date its Date as written, or empty
   * @param subject its Subject as written, or empty
   */
  public record MailName(String place, String messageId, String date, String subject) {}

  /**
   * A mail whose key is missing.
   *
   * @param mail which
   * @param recipients the keys that would open it, each as the mail names it
   */
  public record Missing(MailName mail, List<String> recipients) {
    public Missing {
      recipients = List.copyOf(recipients);
    }
  }

  /**
   * A mail that did not open for another reason than a missing key.
   *
   * @param mail which
   * @param reason one line
   */
  public record Failed(MailName mail, String reason) {}

  /**
   * A key that is missing.
   *
   * @param key as mails name it
   * @param mails how many mails it would open
   */
  public record MissingKey(String key, long mails) {}

  /** The missing keys, the one that would open most mails first. */
  public List<MissingKey> missingKeys() {
    Map<String, Long> mails = new TreeMap<>();
    missing.forEach(mail ->
        mail.recipients().stream().distinct().forEach(key -> mails.merge(key, 1L, Long::sum)));
    return mails.entrySet().stream()
        .map(entry -> new MissingKey(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparingLong(MissingKey::mails).reversed())
        .toList();
  }

  /** True where every encrypted mail was opened. */
  public boolean complete() {
    return missing.isEmpty() && failed.isEmpty();
  }
}
