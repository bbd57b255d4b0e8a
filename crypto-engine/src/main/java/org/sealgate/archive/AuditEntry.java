package org.sealgate.archive;

import java.time.Instant;

/**
 * One line of the archive's audit.
 *
 * @param number counted from one without gaps
 * @param at when
 * @param event what
 * @param subject the id of the identity it is about, or empty
 * @param detail the rest, for people
 */
public record AuditEntry(long number, Instant at, AuditEvent event, String subject, String detail) {

  /**
   * Where an audit is not what was written.
   *
   * @param number the first entry that is wrong or missing
   * @param reason one line for people
   */
  public record BrokenLink(long number, String reason) {}
}
