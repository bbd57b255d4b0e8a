package org.sealgate.provider;

import java.security.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The report of who does what. */
final class Choices {
  private record Operation(String type, String algorithm) {}

  private static final List<Operation> USUAL =
      List.of(
          new Operation("Signature", "SHA256withRSA"),
          new Operation("Signature", "RSASSA-PSS"),
          new Operation("Signature", "SHA256withECDSA"),
          new Operation("Signature", "Ed25519"),
          new Operation("Signature", "ML-DSA-65"),
          new Operation("Cipher", "RSA/ECB/PKCS1Padding"),
          new Operation("Cipher", "RSA/ECB/OAEPPadding"),
          new Operation("Cipher", "AES/CBC/PKCS5Padding"),
          new Operation("Cipher", "AES/GCM/NoPadding"),
          new Operation("Cipher", "DESede/CBC/PKCS5Padding"),
          new Operation("Cipher", "RC2/CBC/PKCS5Padding"),
          new Operation("KeyAgreement", "ECDH"),
          new Operation("KeyAgreement", "X25519"),
          new Operation("MessageDigest", "SHA-256"),
          new Operation("MessageDigest", "SHA-512"),
          new Operation("Mac", "HmacSHA256"));

  private Choices() {}

  static List<Choice> of(Routes routes) {
    List<Choice> report = new ArrayList<>();
    for (Operation operation : USUAL) {
      Optional<Provider> provider = routes.provider(operation.type(), operation.algorithm());
      String name =
          provider.map(p -> p.getName() + " " + p.getVersionStr()).orElse("no provider has it");
      report.add(
          new Choice(
              operation.type(), operation.algorithm(), name, reason(routes, operation, provider)));
    }
    return List.copyOf(report);
  }

  private static String reason(Routes routes, Operation operation, Optional<Provider> provider) {
    if (provider.isEmpty()) {
      return "mail that needs it cannot be processed";
    }
    boolean isNative = provider.equals(Providers.nativeProvider().provider());
    boolean wanted = Routes.isBetterNative(operation.type(), operation.algorithm());
    if (isNative) {
      return "native code is fastest";
    }
    if (provider.get().getName().equals("BC")) {
      return "neither the JDK nor native code has it";
    }
    return wanted ? "no native code: " + routes.nativeState() : "as fast as native code";
  }
}
