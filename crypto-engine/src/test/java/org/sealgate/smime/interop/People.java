package org.sealgate.smime.interop;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.sealgate.fixtures.pki.KeyAlgorithm;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;

/** Somebody for each kind of key, named after it ({@code ec_p256}), and one more with RSA. */
final class People {
  private static final TestPki PKI = TestPki.shared();
  private static final Map<String, TestIdentity> ALL = everybody();

  private People() {}

  private static Map<String, TestIdentity> everybody() {
    Map<String, TestIdentity> all = new TreeMap<>();
    for (KeyAlgorithm key : KeyAlgorithm.values()) {
      if (key != KeyAlgorithm.RSA_512 && key != KeyAlgorithm.RSA_4096) {
        all.put(key.name().toLowerCase(Locale.ROOT), person(key));
      }
    }
    all.put("second", PKI.user("second@example.org").issue());
    return Map.copyOf(all);
  }

  private static TestIdentity person(KeyAlgorithm key) {
    return PKI.user("alice@example.org").key(key).issue();
  }

  static Map<String, TestIdentity> all() {
    return ALL;
  }

  static TestIdentity named(String name) {
    TestIdentity person = ALL.get(name);
    if (person == null) {
      throw new IllegalArgumentException("nobody is named " + name);
    }
    return person;
  }

  static TestPki pki() {
    return PKI;
  }
}
