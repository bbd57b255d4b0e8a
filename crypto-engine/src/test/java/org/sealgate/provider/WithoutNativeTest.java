package org.sealgate.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A process whose class path has no native provider. */
class WithoutNativeTest {

  @Test
  void worksWithWhatTheJdkHas() throws Exception {
    try (URLClassLoader loader =
        new URLClassLoader(classPathWithoutNative(), ClassLoader.getPlatformClassLoader())) {
      Class<?> type = loader.loadClass(Crypto.class.getName());
      Object crypto = type.getMethod("preferred").invoke(null);
      assertThat(type.getMethod("nativeState").invoke(crypto)).isEqualTo("not on the class path");
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      KeyPair keys = generator.generateKeyPair();
      Object ready = type.getMethod("ready", PrivateKey.class).invoke(crypto, keys.getPrivate());
      assertThat(ready).isSameAs(keys.getPrivate());
      Signature signature =
          (Signature)
              type.getMethod("signer", String.class, PrivateKey.class)
                  .invoke(crypto, "SHA256withRSA", ready);
      assertThat(signature.getProvider().getName()).isEqualTo("SunRsaSign");
      assertThat(signature.sign()).hasSize(256);
      assertThat((List<?>) type.getMethod("choices").invoke(crypto))
          .allMatch(choice -> !choice.toString().contains("Amazon"));
    }
  }

  private static URL[] classPathWithoutNative() throws Exception {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (!entry.contains("AmazonCorretto")) {
        urls.add(Path.of(entry).toUri().toURL());
      }
    }
    return urls.toArray(new URL[0]);
  }
}
