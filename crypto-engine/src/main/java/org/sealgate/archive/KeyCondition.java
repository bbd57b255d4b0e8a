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
    /** It does not open, or is another one. */
    BROKEN
  }

  static KeyCondition whole() {
    return new KeyCondition(State.WHOLE, "opens, and is the certificate's");
  }

  static KeyCondition destroyed() {
    return new KeyCondition(State.DESTROYED, "was destroyed");
  }

  static KeyCondition broken(String why) {
    return new KeyCondition(State.BROKEN, why);
  }
}
