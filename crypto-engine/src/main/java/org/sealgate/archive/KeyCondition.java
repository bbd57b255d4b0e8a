package org.sealgate.archive;

/**
 * How the private key of an entry is.
 *
 * @param state how
 * @param detail one line for people
 */
public record KeyCondition(State state, String detail) {
  /** How a key is. */
  public enum State {
    /** It opens, and is the one of its certificate. */
    WHOLE,
    /** There is none any more, and there should be none. */
    DESTROYED,
    /** Only the custodians can tell. */
    ESCROW,
    /** It does not open, or is another one. */
    BROKEN
  }

  static KeyCondition whole() {
    return new KeyCondition(State.WHOLE, "opens, and is the certificate's");
  }

  static KeyCondition destroyed() {
    return new KeyCondition(State.DESTROYED, "was destroyed");
  }

  static KeyCondition inEscrow() {
    return new KeyCondition(State.ESCROW, "is in escrow");
  }

  static KeyCondition broken(String why) {
    return new KeyCondition(State.BROKEN, why);
  }
}
