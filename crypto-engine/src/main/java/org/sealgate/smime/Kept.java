package org.sealgate.smime;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A bounded number of things that are costly to make, the longest unused forgotten first.
 * Thread-safe; two threads may make the same thing at once, which harms nothing.
 */
final class Kept<K, V> {
  private final Map<K, V> things;

  Kept(int most) {
    this.things =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
          }
        };
  }

  V get(K key, Function<K, V> make) {
    synchronized (things) {
      V known = things.get(key);
      if (known != null) {
        return known;
      }
    }
    V made = make.apply(key);
    synchronized (things) {
      things.put(key, made);
    }
    return made;
  }
}
