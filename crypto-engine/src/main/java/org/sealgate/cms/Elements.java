package org.sealgate.cms;

import org.jspecify.annotations.Nullable;

/** Walks over the elements in a construction, one after the other. */
final class Elements {
  private final byte[] source;
  private final int end;
  private int position;

  Elements(byte[] source, int position, int end) {
    this.source = source;
    this.position = position;
    this.end = end;
  }

  boolean hasNext() {
    return position < end;
  }

  /** The identifier octet of the next element; -1 where there is none. */
  int peek() {
    return position < end ? source[position] & 0xFF : -1;
  }

  /** The next element. */
  Element next(String what) {
    if (!hasNext()) {
      throw Element.broken(position, "no " + what + " where one has to be");
    }
    Element element = Element.at(source, position, end);
    position = element.end();
    return element;
  }

  /** The next element, which has this identifier octet. */
  Element next(int identifier, String what) {
    return next(what).expect(identifier, what);
  }

  /** The next element where it has this identifier octet. */
  @Nullable Element nextIf(int identifier) {
    return peek() == identifier ? next("optional element") : null;
  }

  /** The next element where it has this context-specific number, primitive or constructed. */
  @Nullable Element nextIfContext(int number) {
    return peek() >= 0 && (peek() & ~0x20) == (0x80 | number) ? next("optional element") : null;
  }
}
