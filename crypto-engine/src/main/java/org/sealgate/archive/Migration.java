package org.sealgate.archive;

import java.util.List;

/**
 * A step from one format of the archive to the next. Once released it is never changed: what it
 * should have done is done by the next one.
 *
 * @param number the format it leads to; the first is 1
 * @param what it does, for the operator
 * @param steps in order, all in one transaction
 */
record Migration(int number, String what, List<Step> steps) {
  Migration {
    steps = List.copyOf(steps);
  }

  /** A statement, or what becomes one or more in a dialect. */
  sealed interface Step {}

  /**
   * A statement that is the same everywhere but for types: {@code {octets}} is a byte string,
   * {@code {long}} an integer of 64 bits, {@code {serial}} a primary key that counts up and never
   * gives a number twice.
   *
   * @param template the statement
   */
  record Sql(String template) implements Step {}

  /**
   * What no program may do to a table, whatever program it is.
   *
   * @param name of the trigger
   * @param event UPDATE or DELETE
   * @param table the table
   * @param when the condition over OLD and NEW, in SQL that both databases know (NULL-safe
   *     comparison is {@code IS DISTINCT FROM}); empty where the event is never allowed
   * @param message what the program is told
   */
  record Forbid(String name, String event, String table, String when, String message)
      implements Step {}

  /**
   * Whoever watches the archive is told of each insertion into a table, where the database does not
   * tell of changes anyway.
   *
   * @param table the table
   */
  record Announce(String table) implements Step {}
}
