package org.sealgate.certificate;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value computed on first use. Threads may compute it twice; they get equal values. */
final class Memo<T> {
  private final Supplier<T> supplier;
  private volatile @Nullable T value;

  Memo(Supplier<T> supplier) {
    this.supplier = supplier;
  }

  T get() {
    T known = value;
    if (known == null) {
      known = supplier.get();
      value = known;
    }
    return known;
  }
}
