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
      report.add(choice(routes, operation, provider));
    }
    return List.copyOf(report);
  }

  private static Choice choice(Routes routes, Operation operation, Optional<Provider> provider) {
    boolean isNative =
        provider.isPresent() && provider.equals(Providers.nativeProvider().provider());
    boolean isSlower =
        provider.isPresent()
            && !isNative
            && Routes.isBetterNative(operation.type(), operation.algorithm());
    return new Choice(
        operation.type(),
        operation.algorithm(),
        provider.map(each -> each.getName() + " " + each.getVersionStr()),
        isSlower,
        isSlower
            ? "slower without native code: " + routes.nativeState()
            : reason(operation, provider, isNative));
  }

  private static String reason(Operation operation, Optional<Provider> provider, boolean isNative) {
    if (provider.isEmpty()) {
      return "no provider has it: mail that needs it cannot be processed";
    }
    if (isNative) {
      return "native code is fastest";
    }
    if (Routes.isPostQuantum(operation.algorithm())) {
      return "its form of keys is the same with every version of Java";
    }
    return provider.get().getName().equals("BC")
        ? "neither the JDK nor native code has it"
        : "native code has nothing faster";
  }
}
