package org.sealgate.archive;

import java.util.List;
import org.sealgate.archive.Migration.Announce;
import org.sealgate.archive.Migration.Forbid;
import org.sealgate.archive.Migration.Sql;
import org.sealgate.archive.Migration.Step;

/**
 * How the tables of the archive came to be. What promise 2 forbids, the database forbids too,
 * whatever program writes to it: an identity is never deleted, a decryption key never taken out,
 * the audit never changed, and an address never has two active encryption identities.
 */
final class Migrations {
  private static final List<Step> FIRST =
      List.of(
          new Sql(
              """
              CREATE TABLE meta (
                name TEXT PRIMARY KEY,
                value {octets} NOT NULL)
              """),
          new Sql(
              """
              CREATE TABLE identities (
                seq {serial},
                id TEXT NOT NULL UNIQUE,
                certificate {octets} NOT NULL,
                chain {octets} NOT NULL,
                purpose TEXT NOT NULL CHECK (purpose IN ('SIGNING', 'ENCRYPTION')),
                state TEXT NOT NULL
                  CHECK (state IN ('PENDING', 'ACTIVE', 'DECRYPT_ONLY', 'REVOKED', 'DESTROYED')),
                not_before {long} NOT NULL,
                not_after {long} NOT NULL,
                imported_at {long} NOT NULL,
                owner TEXT NOT NULL,
                data_key {octets},
                private_key {octets},
                tag {octets} NOT NULL,
                CHECK (purpose = 'SIGNING' OR state <> 'DESTROYED'),
                CHECK (state = 'DESTROYED' OR (data_key IS NOT NULL AND private_key IS NOT NULL)))
              """),
          new Sql(
              """
              CREATE TABLE addresses (
                address TEXT NOT NULL,
                seq INTEGER NOT NULL REFERENCES identities (seq),
                encrypts INTEGER NOT NULL,
                active INTEGER NOT NULL DEFAULT 0,
                PRIMARY KEY (address, seq))
              """),
          new Sql(
              """
              CREATE UNIQUE INDEX one_active_per_address ON addresses (address)
                WHERE active = 1 AND encrypts = 1
              """),
          new Sql("CREATE INDEX addresses_by_identity ON addresses (seq)"),
          new Sql(
              """
              CREATE TABLE identifiers (
                seq INTEGER PRIMARY KEY REFERENCES identities (seq),
                hashes {octets} NOT NULL)
              """),
          new Sql(
              """
              CREATE TABLE segments (
                last INTEGER PRIMARY KEY,
                entries {octets} NOT NULL)
              """),
          new Sql(
              """
              CREATE TABLE audit (
                n INTEGER PRIMARY KEY,
                at {long} NOT NULL,
                event TEXT NOT NULL,
                subject TEXT NOT NULL,
                detail TEXT NOT NULL,
                hash {octets} NOT NULL)
              """),
          never("identities_stay", "DELETE", "identities", "an identity is never deleted"),
          never("identifiers_stay", "DELETE", "identifiers", "an identity is always found"),
          never("identifiers_are_final", "UPDATE", "identifiers", "an identity is always found"),
          never("segments_stay", "DELETE", "segments", "an identity is always found"),
          never("segments_are_final", "UPDATE", "segments", "an identity is always found"),
          never("addresses_stay", "DELETE", "addresses", "an identity keeps its addresses"),
          never("audit_stays", "DELETE", "audit", "the audit is append-only"),
          never("audit_is_final", "UPDATE", "audit", "the audit is append-only"),
          new Forbid(
              "decryption_keys_stay",
              "UPDATE",
              "identities",
              """
              OLD.purpose = 'ENCRYPTION' AND (NEW.private_key IS DISTINCT FROM OLD.private_key
                OR NEW.data_key IS NULL OR NEW.purpose <> OLD.purpose
                OR NEW.id <> OLD.id OR NEW.certificate IS DISTINCT FROM OLD.certificate)
              """,
              "a decryption key is never taken out"),
          // Everything that changes is told in the audit: who hears of it hears of everything.
          new Announce("audit"));

  private static final List<Step> CUSTODY =
      List.of(
          new Sql(
              """
              ALTER TABLE identities ADD COLUMN custody TEXT NOT NULL DEFAULT 'GATEWAY'
                CHECK (custody IN ('GATEWAY', 'ESCROW'))
              """),
          new Sql("ALTER TABLE identities ADD COLUMN recovery_key {octets}"),
          new Sql(
              """
              CREATE TABLE requests (
                id TEXT PRIMARY KEY,
                created {long} NOT NULL,
                document {octets} NOT NULL,
                one_time_key {octets} NOT NULL,
                state TEXT NOT NULL
                  CHECK (state IN ('OPEN', 'COLLECTED', 'DENIED', 'EXPIRED', 'CANCELLED')),
                CHECK (state = 'OPEN' OR length(one_time_key) = 0))
              """),
          new Sql(
              """
              CREATE TABLE votes (
                request TEXT NOT NULL REFERENCES requests (id),
                seat INTEGER NOT NULL,
                document {octets} NOT NULL,
                PRIMARY KEY (request, seat))
              """),
          new Sql(
              """
              CREATE TABLE checkpoints (
                n INTEGER PRIMARY KEY,
                line TEXT NOT NULL)
              """),
          new Forbid(
              "last_data_keys_stay",
              "UPDATE",
              "identities",
              """
              OLD.purpose = 'ENCRYPTION'
                AND ((length(NEW.data_key) = 0
                    AND (NEW.custody <> 'ESCROW' OR NEW.recovery_key IS NULL))
                  OR (length(OLD.recovery_key) > 0
                    AND (NEW.recovery_key IS NULL OR length(NEW.recovery_key) = 0)))
              """,
              "a decryption key always stays with somebody"),
          new Forbid(
              "closed_requests_stay_closed",
              "UPDATE",
              "requests",
              "OLD.state <> 'OPEN' OR NEW.document IS DISTINCT FROM OLD.document",
              "a request is never changed, and closed once"),
          never("requests_stay", "DELETE", "requests", "a request is never deleted"),
          never("votes_stay", "DELETE", "votes", "a vote is never taken back"),
          never("votes_are_final", "UPDATE", "votes", "a vote is never changed"),
          never("checkpoints_stay", "DELETE", "checkpoints", "the audit is append-only"),
          never("checkpoints_are_final", "UPDATE", "checkpoints", "the audit is append-only"));

  private static final List<Step> PENDING =
      List.of(
          new Sql(
              """
              CREATE TABLE pending (
                id TEXT PRIMARY KEY,
                address TEXT NOT NULL,
                algorithm TEXT NOT NULL,
                purpose TEXT NOT NULL,
                made_at {long} NOT NULL,
                data_key {octets} NOT NULL,
                private_key {octets} NOT NULL)
              """));

  /** Every migration, the first first; the number of each is its place. */
  static final List<Migration> ALL =
      List.of(
          new Migration(1, "the first tables", FIRST),
          new Migration(2, "custody, recovery under dual control, checkpoints", CUSTODY),
          new Migration(3, "keys whose certificate has not come back yet", PENDING),
          new Migration(
              4, "tags over rows under a key that changes with the master key", List.of()));

  private Migrations() {}

  private static Forbid never(String name, String event, String table, String message) {
    return new Forbid(name, event, table, "", message);
  }
}
