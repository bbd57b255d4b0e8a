package org.sealgate.archive;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What programs around the archive write down in it, under names of their own. */
record Notes(Store store) {
  private static final String PREFIX = "note:";

  Optional<String> get(String name) {
    return store
        .read(connection -> Meta.get(connection, PREFIX + name))
        .map(octets -> new String(octets, StandardCharsets.UTF_8));
  }

  void put(String name, String value) {
    store.write(connection -> {
      Meta.put(connection, PREFIX + name, value.getBytes(StandardCharsets.UTF_8));
      return true;
    });
  }
}
