package org.sealgate.policy;

/**
 * What a rule asks for.
 *
 * @param sign whether to sign
 * @param encrypt whether to encrypt
 * @param onMissing what to do where encryption is required and there is no usable certificate
 * @param opaque true for opaque signatures, false for clear ones, where the mail is not encrypted
 * @param profile the name of the algorithms' profile
 */
public record Treatment(
    Sign sign, Encrypt encrypt, OnMissing onMissing, boolean opaque, String profile) {

  /** Sign and encrypt where it can be done. */
  public static final Treatment OPPORTUNISTIC =
      new Treatment(Sign.IF_IDENTITY, Encrypt.IF_CERTIFICATE, OnMissing.REJECT, false, "default");

  /** Leave the mail as it is. */
  public static final Treatment NONE =
      new Treatment(Sign.NEVER, Encrypt.NEVER, OnMissing.REJECT, false, "default");

  /** Whether to sign. */
  public enum Sign {
    NEVER,
    /** Where there is an identity that owns the sender's address. */
    IF_IDENTITY,
    /** Or the mail does not leave. */
    REQUIRE
  }

  /** Whether to encrypt. */
  public enum Encrypt {
    NEVER,
    /** Where the recipient has a usable certificate, else in clear. */
    IF_CERTIFICATE,
    /** Or what {@link OnMissing} says. */
    REQUIRE
  }

  /** What to do where encryption is required and there is no usable certificate. */
  public enum OnMissing {
    /** Send in clear, but only signed; without an identity that can sign, reject. */
    SEND_CLEAR_SIGNED,
    /** Give it back to the sender with the reason. */
    REJECT,
    /** Keep it, and look again later. */
    HOLD
  }
}
