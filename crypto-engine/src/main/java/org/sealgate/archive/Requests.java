package org.sealgate.archive;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.crypto.AEADBadTagException;
import org.sealgate.ErrorCode;
import org.sealgate.Secret;
import org.sealgate.SmimeException;
import org.sealgate.archive.Recovery.Standing;
import org.sealgate.archive.Recovery.State;
import org.sealgate.identity.Identity;
import org.sealgate.identity.PrivateKeys;
import org.sealgate.quorum.RecoveryRequest;
import org.sealgate.quorum.Vote;

/**
 * The tables of requests and votes. A request's one-time key is sealed under the archive's secret
 * <em>and</em> the code its maker keeps: the votes at rest open for nobody who has one of the two.
 * When the request is closed the key is gone.
 */
record Requests(Vault archive) {

  /** A request as it is stored. */
  private record Row(byte[] document, byte[] oneTimeKey, State state) {}

  void insert(Connection connection, RecoveryRequest request, byte[] oneTimeKey)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO requests (id, created, document, one_time_key, state)"
                + " VALUES (?, ?, ?, ?, 'OPEN')")) {
      insert.setString(1, request.id());
      insert.setLong(2, request.created().toEpochMilli());
      insert.setBytes(3, request.encoded());
      insert.setBytes(4, oneTimeKey);
      insert.executeUpdate();
    }
  }

  /** The one-time key as it is stored. */
  byte[] sealed(Identity oneTime, String id, Secret code) {
    byte[] pkcs8 = oneTime.privateKey().getEncoded();
    try (Vault vault = vault(code)) {
      return vault.seal(pkcs8, purpose(id));
    } finally {
      Arrays.fill(pkcs8, (byte) 0);
    }
  }

  /**
   * The one-time identity of an open request.
   *
   * @throws SmimeException WRONG_PASSWORD where the code is another
   */
  Identity oneTime(Connection connection, RecoveryRequest request, Secret code)
      throws SQLException {
    byte[] sealed = row(connection, request.id()).oneTimeKey;
    try (Vault vault = vault(code)) {
      byte[] pkcs8 = vault.open(sealed, purpose(request.id()));
      Identity oneTime = new Identity(request.oneTime(), List.of(), PrivateKeys.decode(pkcs8));
      Arrays.fill(pkcs8, (byte) 0);
      return oneTime;
    } catch (AEADBadTagException e) {
      throw new SmimeException(
          ErrorCode.WRONG_PASSWORD,
          "the code is not the one of request " + request.id() + ": its maker was given it",
          e);
    }
  }

  private Vault vault(Secret code) {
    char[] chars = code.chars();
    byte[] octets = Vault.utf8(new String(chars).strip().toLowerCase(Locale.ROOT));
    Arrays.fill(chars, '\0');
    return new Vault(archive.tag("request code", octets));
  }

  private static byte[] purpose(String id) {
    return Vault.utf8("sealgate one-time key " + id);
  }

  /** Every request, newest first. */
  List<Standing> all(Connection connection) throws SQLException {
    List<String> ids = new ArrayList<>();
    try (PreparedStatement select =
            connection.prepareStatement("SELECT id FROM requests ORDER BY created DESC, id");
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        ids.add(rows.getString(1));
      }
    }
    List<Standing> all = new ArrayList<>();
    for (String id : ids) {
      all.add(standing(connection, id));
    }
    return all;
  }

  /**
   * A request and the votes that count.
   *
   * @throws SmimeException NO_KEY where there is none
   */
  Standing standing(Connection connection, String id) throws SQLException {
    Row row = row(connection, id);
    RecoveryRequest request = RecoveryRequest.decode(row.document);
    List<Vote> votes = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement("SELECT document FROM votes WHERE request = ? ORDER BY seat")) {
      select.setString(1, id);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          votes.add(Vote.read(rows.getBytes(1), request));
        }
      }
    }
    return new Standing(request, row.state, votes);
  }

  private static Row row(Connection connection, String id) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT document, one_time_key, state FROM requests WHERE id = ?")) {
      select.setString(1, id);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next()
            ? new Row(rows.getBytes(1), rows.getBytes(2), State.valueOf(rows.getString(3)))
            : none(id);
      }
    }
  }

  private static Row none(String id) {
    throw new SmimeException(
        ErrorCode.NO_KEY, "there is no request " + id + "; see 'sealgate keys recover list'");
  }

  void insertVote(Connection connection, String id, int seat, byte[] document) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO votes (request, seat, document) VALUES (?, ?, ?)")) {
      insert.setString(1, id);
      insert.setInt(2, seat);
      insert.setBytes(3, document);
      insert.executeUpdate();
    }
  }

  /** Ends a request: its one-time key is gone, and with it what the votes hold. */
  void close(Connection connection, String id, State state) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE requests SET state = ?, one_time_key = ? WHERE id = ? AND state = 'OPEN'")) {
      update.setString(1, state.name());
      update.setBytes(2, new byte[0]);
      update.setString(3, id);
      update.executeUpdate();
    }
  }

  /** The open requests that have expired, to be closed. */
  List<String> expired(Connection connection, Instant now) throws SQLException {
    return all(connection).stream()
        .filter(each -> each.state() == State.OPEN && !now.isBefore(each.request().expires()))
        .map(each -> each.request().id())
        .toList();
  }
}
