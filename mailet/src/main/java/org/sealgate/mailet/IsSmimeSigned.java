package org.sealgate.mailet;

import org.sealgate.smime.Layer;

/**
 * Mail whose outermost layer is a signature, clear or opaque; also one that claims so and cannot be
 * read. What is signed inside an encryption is seen only once that is opened.
 */
public final class IsSmimeSigned extends WrappingMatcher {
  @Override
  boolean matches(Layer outermost) {
    return switch (outermost) {
      case Layer.Signed signed -> true;
      case Layer.Unreadable unreadable -> unreadable.claimed().contains("signed");
      case Layer.Encrypted encrypted -> false;
      case Layer.Compressed compressed -> false;
      case Layer.CertificatesOnly certificates -> false;
    };
  }
}
