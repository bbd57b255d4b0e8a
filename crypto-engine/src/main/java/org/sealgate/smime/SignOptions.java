package org.sealgate.smime;

import java.util.List;
import org.sealgate.cms.Profile;
import org.sealgate.identity.Identity;

/**
 * How to sign.
 *
 * @param signers who signs; at least one
 * @param opaque true for {@code application/pkcs7-mime; smime-type=signed-data}, false for {@code
 *     multipart/signed}
 * @param profile the algorithms
 */
public record SignOptions(List<Identity> signers, boolean opaque, Profile profile) {
  public SignOptions {
    signers = List.copyOf(signers);
    if (signers.isEmpty()) {
      throw new IllegalArgumentException("no signer");
    }
  }

  /** A clear signature by one identity with the default profile. */
  public static SignOptions by(Identity signer) {
    return new SignOptions(List.of(signer), false, Profile.DEFAULT);
  }
}
