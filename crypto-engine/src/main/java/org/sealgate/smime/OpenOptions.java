package org.sealgate.smime;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.sealgate.Secret;
import org.sealgate.mime.Octets;
import org.sealgate.trust.TrustStore;
import org.sealgate.trust.ValidationTime;

/**
 * With what to open a message.
 *
 * @param keys private keys
 * @param trust anchors
 * @param time when signers' certificates must be valid
 * @param strength which algorithms are strong enough
 * @param extras what few messages need
 * @param limits what it may cost
 */
public record OpenOptions(
    KeySource keys,
    TrustStore trust,
    ValidationTime time,
    StrengthPolicy strength,
    Extras extras,
    OpenLimits limits) {

  /**
   * What few messages need.
   *
   * @param certificates certificates of signers and intermediates that messages may lack
   * @param passwords for messages encrypted under a password (RFC 3211)
   * @param sharedKeys for messages encrypted under a shared key
   * @param detachedContent what a signature without content is over, byte for byte
   */
  public record Extras(
      List<X509Certificate> certificates,
      List<Secret> passwords,
      List<SharedKey> sharedKeys,
      Optional<Octets> detachedContent) {
    /** Nothing. */
    public static final Extras NONE = new Extras(List.of(), List.of(), List.of(), Optional.empty());

    public Extras {
      certificates = List.copyOf(certificates);
      passwords = List.copyOf(passwords);
      sharedKeys = List.copyOf(sharedKeys);
    }
  }

  /** With the default policy on strength, default limits, and nothing else. */
  public OpenOptions(KeySource keys, TrustStore trust, ValidationTime time) {
    this(keys, trust, time, StrengthPolicy.DEFAULT, Extras.NONE, OpenLimits.DEFAULT);
  }

  public OpenOptions withStrength(StrengthPolicy policy) {
    return new OpenOptions(keys, trust, time, policy, extras, limits);
  }

  public OpenOptions withExtras(Extras more) {
    return new OpenOptions(keys, trust, time, strength, more, limits);
  }

  public OpenOptions withLimits(OpenLimits bounds) {
    return new OpenOptions(keys, trust, time, strength, extras, bounds);
  }
}
