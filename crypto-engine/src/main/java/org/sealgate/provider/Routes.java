package org.sealgate.provider;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Cipher;
import javax.crypto.NoSuchPaddingException;
import org.jspecify.annotations.Nullable;
import org.sealgate.SmimeException;

/**
 * Which provider does which operation. The first that can do it, in the order of the operation, is
 * remembered; a provider is not even made before those in front of it have failed.
 */
final class Routes {
  private static final List<Provider> TOKEN_PROVIDERS = new CopyOnWriteArrayList<>();

  private final boolean useNative;
  private final Map<String, Map<String, Provider>> chosen = new ConcurrentHashMap<>();

  Routes(boolean useNative) {
    this.useNative = useNative;
  }

  static void addTokens(Provider provider) {
    TOKEN_PROVIDERS.add(provider);
  }

  /** Makes an instance of a service with a given provider. */
  @FunctionalInterface
  interface Factory<T> {
    T make(String algorithm, Provider provider) throws GeneralSecurityException;
  }

  /** Makes a service ready for use with a given provider. */
  @FunctionalInterface
  interface Attempt<T> {
    T with(Provider provider) throws GeneralSecurityException;
  }

  <T> T instance(String type, String algorithm, Factory<T> factory)
      throws GeneralSecurityException {
    Map<String, Provider> known = chosen.computeIfAbsent(type, any -> new ConcurrentHashMap<>());
    Provider provider = known.get(algorithm);
    if (provider != null) {
      return factory.make(algorithm, provider);
    }
    return first(
        order(type, algorithm),
        candidate -> {
          T made = factory.make(algorithm, candidate);
          known.put(algorithm, candidate);
          return made;
        });
  }

  <T> T withKey(KeyUse use, Attempt<T> attempt) throws GeneralSecurityException {
    List<Stage> order =
        switch (use.owner()) {
          case NATIVE, JDK -> order(use.type(), use.algorithm());
          case BOUNCY_CASTLE -> List.of(Stage.BOUNCY_CASTLE);
          case TOKEN -> List.of(Stage.TOKENS);
        };
    return first(order, attempt);
  }

  /** The first provider with which the attempt succeeds. */
  <T> T firstOf(String type, String algorithm, Attempt<T> attempt) throws GeneralSecurityException {
    return first(order(type, algorithm), attempt);
  }

  /** Providers that are tried together. */
  private enum Stage {
    TOKENS,
    NATIVE,
    JDK,
    BOUNCY_CASTLE;

    List<Provider> providers() {
      return switch (this) {
        case TOKENS -> tokens();
        case NATIVE -> Providers.nativeProvider().provider().map(List::of).orElse(List.of());
        case JDK -> Providers.jdk();
        case BOUNCY_CASTLE -> List.of(Providers.bouncyCastle());
      };
    }

    /** Only the token of a key can lose it: no other is asked then, whose words would hide that. */
    void throwWhereLost(Exception refusal) {
      Optional<SmimeException> lost = this == TOKENS ? TokenProblem.in(refusal) : Optional.empty();
      if (lost.isPresent()) {
        throw lost.get();
      }
    }

    private static List<Provider> tokens() {
      List<Provider> all = new ArrayList<>(TOKEN_PROVIDERS);
      all.addAll(List.of(Security.getProviders()));
      return all;
    }
  }

  private static <T> T first(List<Stage> order, Attempt<T> attempt)
      throws GeneralSecurityException {
    GeneralSecurityException refusal = null;
    for (Stage stage : order) {
      for (Provider provider : stage.providers()) {
        try {
          return attempt.with(provider);
        } catch (InvalidKeyException | InvalidAlgorithmParameterException e) {
          stage.throwWhereLost(e);
          refusal = e;
        } catch (NoSuchAlgorithmException | NoSuchPaddingException e) {
          refusal = refusal == null ? e : refusal;
        } catch (RuntimeException e) {
          // Providers refuse keys with exceptions of all kinds, some of their own.
          stage.throwWhereLost(e);
          refusal = new InvalidKeyException(provider.getName() + " cannot use this key", e);
        }
      }
    }
    throw refusal == null ? new NoSuchAlgorithmException("no provider has it") : refusal;
  }

  private List<Stage> order(String type, String algorithm) {
    if (isPostQuantum(algorithm)) {
      // Key formats of the JDK's own differ between its versions (RFC 9881, 9935: seed or not).
      return List.of(Stage.BOUNCY_CASTLE);
    }
    if (useNative && isBetterNative(type, algorithm)) {
      return List.of(Stage.NATIVE, Stage.JDK, Stage.BOUNCY_CASTLE);
    }
    return List.of(Stage.JDK, Stage.BOUNCY_CASTLE);
  }

  static boolean isPostQuantum(String algorithm) {
    return algorithm.startsWith("ML-") || algorithm.startsWith("SLH-");
  }

  /**
   * As measured: RSA, curves and AES; the JDK's digests are as fast. Its MACs are too, and six
   * times as slow where the optimising compiler is not at work, as in a command that derives one
   * key.
   */
  static boolean isBetterNative(String type, String algorithm) {
    String name = algorithm.toUpperCase(Locale.ROOT);
    return switch (type) {
      case "Signature" ->
          name.endsWith("WITHRSA") || name.endsWith("WITHECDSA") || name.equals("RSASSA-PSS");
      case "Cipher" ->
          name.startsWith("RSA/") || name.startsWith("AES/CBC/") || name.startsWith("AES/GCM/");
      case "Mac" -> name.startsWith("HMAC");
      case "KeyAgreement" -> name.equals("ECDH");
      case "KeyPairGenerator" -> name.equals("RSA") || name.equals("EC");
      default -> false;
    };
  }

  boolean isNative(String type, String algorithm) {
    return useNative
        && isBetterNative(type, algorithm)
        && Providers.nativeProvider().provider().isPresent();
  }

  /** The provider an operation without a key was given to, or would be. */
  Optional<Provider> provider(String type, String algorithm) {
    for (Stage stage : order(type, algorithm)) {
      for (Provider provider : stage.providers()) {
        if (has(provider, type, algorithm)) {
          return Optional.of(provider);
        }
      }
    }
    return Optional.empty();
  }

  private static boolean has(Provider provider, String type, String algorithm) {
    if (!type.equals("Cipher")) {
      return provider.getService(type, algorithm) != null;
    }
    try {
      return Cipher.getInstance(algorithm, provider) != null;
    } catch (NoSuchAlgorithmException | NoSuchPaddingException absent) {
      return false;
    }
  }

  String nativeState() {
    return useNative ? Providers.nativeProvider().reason() : "not asked for";
  }

  SecureRandom newRandom() {
    @Nullable Provider provider =
        useNative ? Providers.nativeProvider().provider().orElse(null) : null;
    if (provider != null) {
      try {
        return SecureRandom.getInstance("LibCryptoRng", provider);
      } catch (NoSuchAlgorithmException absent) {
        return new SecureRandom();
      }
    }
    return new SecureRandom();
  }
}
