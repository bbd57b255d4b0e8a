package org.sealgate.benchmarks;

import java.util.Arrays;
import java.util.Optional;

/** What is done to a message. */
enum Operation {
  SIGN("sign"),
  ENCRYPT_CBC("encrypt-cbc"),
  ENCRYPT_GCM("encrypt-gcm"),
  SIGN_ENCRYPT("sign-encrypt"),
  DECRYPT_CBC("decrypt-cbc"),
  DECRYPT_GCM("decrypt-gcm"),
  VERIFY("verify"),
  DECRYPT_VERIFY("decrypt-verify");

  private final String label;

  Operation(String label) {
    this.label = label;
  }

  /** The name in reports and in the line protocol. */
  String label() {
    return label;
  }

  static Operation labelled(String label) {
    return Arrays.stream(values())
        .filter(operation -> operation.label.equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no operation " + label));
  }

  boolean gcm() {
    return this == ENCRYPT_GCM || this == DECRYPT_GCM;
  }

  /** The operation that makes what this one reads; empty for one that reads a plain mail. */
  Optional<Operation> maker() {
    return switch (this) {
      case DECRYPT_CBC -> Optional.of(ENCRYPT_CBC);
      case DECRYPT_GCM -> Optional.of(ENCRYPT_GCM);
      case VERIFY -> Optional.of(SIGN);
      case DECRYPT_VERIFY -> Optional.of(SIGN_ENCRYPT);
      case SIGN, ENCRYPT_CBC, ENCRYPT_GCM, SIGN_ENCRYPT -> Optional.empty();
    };
  }

  /** The operation that checks what this one made. */
  Operation checker() {
    return switch (this) {
      case SIGN -> VERIFY;
      case ENCRYPT_CBC -> DECRYPT_CBC;
      case ENCRYPT_GCM -> DECRYPT_GCM;
      case SIGN_ENCRYPT -> DECRYPT_VERIFY;
      case DECRYPT_CBC, DECRYPT_GCM, VERIFY, DECRYPT_VERIFY -> this;
    };
  }
}
