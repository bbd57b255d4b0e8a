package org.sealgate.trust;

/**
 * Both axes of one certificate: the path, and what is known of its revocation.
 *
 * @param path does it lead to an anchor
 * @param revocation of every certificate of that path; Unknown where there is no path
 */
public record Assessment(PathResult path, RevocationResult revocation) {
  /** True where there is a path, and nothing on it is revoked or of unknown status. */
  public boolean good() {
    return path instanceof PathResult.Trusted && revocation instanceof RevocationResult.Good;
  }
}
