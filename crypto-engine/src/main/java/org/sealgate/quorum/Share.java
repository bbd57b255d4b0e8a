package org.sealgate.quorum;

import java.util.HexFormat;
import org.sealgate.SmimeException;

/**
 * One custodian's share of a recovery key, in clear: exists in memory only.
 *
 * @param number from one
 * @param key the public half of the key it is a share of
 * @param octets the share
 */
record Share(int number, RecoveryKey key, byte[] octets) {
  private static final String KIND = "Sealgate-Share";

  byte[] encoded() {
    return Form.ofKind(KIND)
        .with("Recovery-Key", key.fingerprint())
        .with("Number", Integer.toString(number))
        .with("Octets", octets)
        .encoded();
  }

  /** Reads one, as its custodian's program decrypted it. */
  static Share decode(byte[] encoded) {
    Form form = Form.read(encoded, KIND);
    try {
      byte[] key = HexFormat.of().parseHex(form.only("Recovery-Key"));
      return new Share(form.number("Number"), new RecoveryKey(key), form.octets("Octets"));
    } catch (IllegalArgumentException e) {
      throw SmimeException.malformed("the share names no recovery key", e);
    }
  }

  @Override
  public String toString() {
    return "Share[" + number + ", not shown]";
  }
}
