package org.sealgate.mailet;

import org.sealgate.smime.Layer;

/** Mail whose outermost layer is encryption; also one that claims so and cannot be read. */
public final class IsSmimeEncrypted extends WrappingMatcher {
  @Override
  boolean matches(Layer outermost) {
    return switch (outermost) {
      case Layer.Encrypted encrypted -> true;
      case Layer.Unreadable unreadable -> unreadable.claimed().contains("envelope");
      case Layer.Signed signed -> false;
      case Layer.Compressed compressed -> false;
      case Layer.CertificatesOnly certificates -> false;
    };
  }
}
