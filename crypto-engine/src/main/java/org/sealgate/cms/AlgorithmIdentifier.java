package org.sealgate.cms;

import java.util.Arrays;

/**
 * An algorithm with its parameters (RFC 5280, 4.1.1.2).
 *
 * @param algorithm the object identifier in dotted form
 * @param parameters the DER encoding of the parameters; empty where they are absent
 */
public record AlgorithmIdentifier(String algorithm, byte[] parameters) {
  private static final byte[] ABSENT = {};

  /** An algorithm whose parameters are absent. */
  public static AlgorithmIdentifier of(String algorithm) {
    return new AlgorithmIdentifier(algorithm, ABSENT);
  }

  /** An algorithm whose parameters are NULL. */
  static AlgorithmIdentifier withNull(String algorithm) {
    return new AlgorithmIdentifier(algorithm, Der.NULL);
  }

  /** True where both mean the same: parameters that are absent and NULL are alike. */
  boolean isSameAs(AlgorithmIdentifier other) {
    return algorithm.equals(other.algorithm)
        && (Arrays.equals(parameters, other.parameters)
            || (hasNoParameters() && other.hasNoParameters()));
  }

  private boolean hasNoParameters() {
    return parameters.length == 0 || Arrays.equals(parameters, Der.NULL);
  }

  /** The DER encoding. */
  byte[] encoded() {
    return Der.sequence(Der.oid(algorithm), parameters);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AlgorithmIdentifier that
        && algorithm.equals(that.algorithm)
        && Arrays.equals(parameters, that.parameters);
  }

  @Override
  public int hashCode() {
    return 31 * algorithm.hashCode() + Arrays.hashCode(parameters);
  }

  @Override
  public String toString() {
    return algorithm;
  }
}
