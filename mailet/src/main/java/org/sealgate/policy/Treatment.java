package org.sealgate.policy;

import org.sealgate.smime.HeaderPolicy;

/**
 * What a rule asks for.
 *
 * @param sign whether to sign
 * @param encrypt whether to encrypt
 * @param onMissing what to do where encryption is required and there is no usable certificate
 * @param opaque true for opaque signatures, false for clear ones, where the mail is not encrypted
 * @param profile the name of the algorithms' profile
 * @param headers what becomes of the mail's header fields
 */
public record Treatment(
    Sign sign,
    Encrypt encrypt,
    OnMissing onMissing,
    boolean opaque,
    String profile,
    Headers headers) {

  /** The header fields stay outside. */
  public Treatment(
      Sign sign, Encrypt encrypt, OnMissing onMissing, boolean opaque, String profile) {
    this(sign, encrypt, onMissing, opaque, profile, Headers.OUTSIDE);
  }

  /**
   * What becomes of the mail's header fields (RFC 9788).
   *
   * @param policy which travel inside; of a mail that is only signed, all of them where it is not
   *     NONE
   * @param legacyDisplay whether hidden fields stand at the top of the text as well
   */
  public record Headers(HeaderPolicy policy, boolean legacyDisplay) {
    /** They stay outside, unprotected. */
    public static final Headers OUTSIDE = new Headers(HeaderPolicy.NONE, false);
  }

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
