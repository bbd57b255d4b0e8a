package org.sealgate.benchmarks;

import java.util.List;
import org.sealgate.provider.Crypto;

/** Who takes part, by the name in reports. */
final class Contestants {
  static final String SEALGATE = "sealgate";
  static final String SEALGATE_JDK = "sealgate-jdk";
  static final String LIBCRYPTO = "libcrypto";
  static final String LIBCRYPTO_TUNED = "libcrypto-tuned";
  static final String BOUNCY_CASTLE = "bouncycastle";
  static final String SIMPLE_JAVA_MAIL = "simple-java-mail";
  static final String FLOOR = "floor";
  static final String OPENSSL_SPEED = "openssl-speed";

  /** In the order in which they take turns. */
  static final List<String> IN_TURN =
      List.of(
          SEALGATE,
          LIBCRYPTO,
          SEALGATE_JDK,
          LIBCRYPTO_TUNED,
          BOUNCY_CASTLE,
          FLOOR,
          SIMPLE_JAVA_MAIL);

  private Contestants() {}

  static boolean isNative(String name) {
    return name.startsWith(LIBCRYPTO);
  }

  /** A contestant in Java. */
  static Contestant named(String name) {
    return switch (name) {
      case SEALGATE -> new SealgateContestant(Crypto.preferred());
      case SEALGATE_JDK -> new SealgateContestant(Crypto.withoutNative());
      case BOUNCY_CASTLE -> new BouncyCastleContestant();
      case SIMPLE_JAVA_MAIL -> new SimpleJavaMailContestant();
      case FLOOR -> new FloorContestant(Crypto.preferred());
      default -> throw new IllegalArgumentException("no contestant " + name);
    };
  }
}
