package org.sealgate.provider;

import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * The provider instances of this process, each made when it is first needed: native code takes 250
 * ms to load, Bouncy Castle up to a second. None of them is registered with {@code Security}.
 */
final class Providers {
  /** Set to {@code false} to do without native code, for example where {@code /tmp} is noexec. */
  static final String NATIVE_PROPERTY = "sealgate.native";

  private static final String NATIVE_CLASS =
      "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

  private static final Lazy<Native> NATIVE = new Lazy<>(Providers::loadNative);
  private static final Lazy<List<Provider>> JDK = new Lazy<>(Providers::findJdk);
  private static final Lazy<Provider> BOUNCY_CASTLE = new Lazy<>(BouncyCastleProvider::new);

  private Providers() {}

  /**
   * The native provider, or why there is none.
   *
   * @param provider the provider, where it loads and passes its self-tests
   * @param reason in words
   */
  record Native(Optional<Provider> provider, String reason) {}

  /** The native provider. */
  static Native nativeProvider() {
    return NATIVE.get();
  }

  /** The providers that come with the JDK. */
  static List<Provider> jdk() {
    return JDK.get();
  }

  /** Bouncy Castle. */
  static Provider bouncyCastle() {
    return BOUNCY_CASTLE.get();
  }

  private static Native loadNative() {
    if ("false".equals(System.getProperty(NATIVE_PROPERTY))) {
      return new Native(Optional.empty(), "switched off by " + NATIVE_PROPERTY + "=false");
    }
    try {
      Class<?> type = Class.forName(NATIVE_CLASS, true, Providers.class.getClassLoader());
      Provider provider = (Provider) type.getField("INSTANCE").get(null);
      Object error = type.getMethod("getLoadingError").invoke(provider);
      if (error != null) {
        return new Native(Optional.empty(), "its native library does not load: " + error);
      }
      type.getMethod("assertHealthy").invoke(provider);
      return new Native(Optional.of(provider), "native code");
    } catch (ClassNotFoundException absent) {
      return new Native(Optional.empty(), "not on the class path");
    } catch (ReflectiveOperationException | LinkageError | RuntimeException broken) {
      return new Native(Optional.empty(), "does not work here: " + broken);
    }
  }

  private static List<Provider> findJdk() {
    List<Provider> found = new ArrayList<>();
    for (String name : List.of("SUN", "SunRsaSign", "SunEC", "SunJCE")) {
      Provider provider = Security.getProvider(name);
      if (provider != null) {
        found.add(provider);
      }
    }
    return List.copyOf(found);
  }

  /** A value made once, when first asked for. */
  private static final class Lazy<T> {
    private final Supplier<T> maker;
    private volatile Optional<T> value = Optional.empty();

    Lazy(Supplier<T> maker) {
      this.maker = maker;
    }

    T get() {
      Optional<T> known = value;
      return known.isPresent() ? known.get() : make();
    }

    private synchronized T make() {
      T made = value.orElseGet(maker);
      value = Optional.of(made);
      return made;
    }
  }
}
