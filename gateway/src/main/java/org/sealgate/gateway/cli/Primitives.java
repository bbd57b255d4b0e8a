package org.sealgate.gateway.cli;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.ArrayList;
import java.util.List;
import org.sealgate.gateway.cli.Diagnosis.Check;
import org.sealgate.gateway.cli.Diagnosis.Health;
import org.sealgate.provider.Crypto;

/** Which provider does which operation here, for {@code sealgate doctor}. */
final class Primitives {
  private static final String TOPIC = "Cryptography";

  private Primitives() {}

  /** An operation and how its provider is asked for. */
  private record Operation(String name, Asked asked) {}

  /** Something that names the provider of an operation, or fails where there is none. */
  @FunctionalInterface
  private interface Asked {
    Provider of(Crypto crypto) throws GeneralSecurityException;
  }

  private static final List<Operation> OPERATIONS =
      List.of(
          new Operation("digest SHA-256", c -> c.digest("SHA-256").getProvider()),
          new Operation("digest SHA-512", c -> c.digest("SHA-512").getProvider()),
          new Operation("sign RSA", c -> c.signature("SHA256withRSA").getProvider()),
          new Operation("sign RSA-PSS", c -> c.signature("RSASSA-PSS").getProvider()),
          new Operation("sign ECDSA", c -> c.signature("SHA256withECDSA").getProvider()),
          new Operation("key transport RSA", c -> c.cipher("RSA/ECB/PKCS1Padding").getProvider()),
          new Operation(
              "key transport RSA-OAEP", c -> c.cipher("RSA/ECB/OAEPPadding").getProvider()),
          new Operation("key agreement ECDH", c -> c.keyAgreement("ECDH").getProvider()),
          new Operation("key agreement X25519", c -> c.keyAgreement("X25519").getProvider()),
          new Operation("content AES-CBC", c -> c.cipher("AES/CBC/PKCS5Padding").getProvider()),
          new Operation("content AES-GCM", c -> c.cipher("AES/GCM/NoPadding").getProvider()),
          new Operation(
              "content 3DES (old mail)", c -> c.cipher("DESede/CBC/PKCS5Padding").getProvider()),
          new Operation(
              "content RC2 (old mail)", c -> c.cipher("RC2/CBC/PKCS5Padding").getProvider()));

  /** One check for each operation. */
  static List<Check> examine() {
    Crypto crypto = Crypto.preferred();
    List<Check> checks = new ArrayList<>();
    for (Operation operation : OPERATIONS) {
      checks.add(examine(operation, crypto));
    }
    return checks;
  }

  private static Check examine(Operation operation, Crypto crypto) {
    try {
      Provider provider = operation.asked().of(crypto);
      return new Check(
          TOPIC, operation.name(), Health.OK, provider.getName() + " " + provider.getVersionStr());
    } catch (GeneralSecurityException e) {
      return new Check(
          TOPIC, operation.name(), Health.BROKEN, "no provider has it: " + e.getMessage());
    }
  }
}
