package org.sealgate.mailet.james;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sealgate.fixtures.server.JamesPlaces;

/** The jars that an operator puts into {@code extensions-jars}. */
class MailetJarIT {
  static List<Path> jars() {
    return List.of(JamesPlaces.mailetsForJames38(), JamesPlaces.mailetsForJames39());
  }

  @ParameterizedTest
  @MethodSource("jars")
  void holdsNoClassThatJamesMayHaveToo(Path jar) throws IOException {
    // JNA's name is in its native code; James' own serves as well.
    Predicate<String> ours =
        name ->
            name.replaceFirst("^META-INF/versions/\\d+/", "")
                .matches("(org/sealgate|org/sqlite|com/sun/jna|com/amazon/corretto)/.*");

    assertThat(names(jar)).filteredOn(name -> name.endsWith(".class")).allMatch(ours);
  }

  @ParameterizedTest
  @MethodSource("jars")
  void keepsTheClassesForNewerJavaVersions(Path jar) throws IOException {
    assertThat(names(jar))
        .filteredOn(
            name -> name.startsWith("META-INF/versions/11/org/sealgate/shaded/bouncycastle"))
        .isNotEmpty();
    try (JarFile file = new JarFile(jar.toFile())) {
      assertThat(file.isMultiRelease()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("jars")
  void bearsNoSignatureAndNoServiceOfAForeignName(Path jar) throws IOException {
    assertThat(names(jar))
        .filteredOn(name -> name.startsWith("META-INF/"))
        .noneMatch(name -> name.matches("META-INF/[^/]*\\.(SF|RSA|DSA)"))
        .noneMatch(name -> name.startsWith("META-INF/services/com."))
        .doesNotContain("META-INF/services/java.security.Provider");
  }

  @Test
  void forJames38SpeaksJavaxOnly() throws IOException {
    assertThat(namersOf("jakarta/mail", JamesPlaces.mailetsForJames38())).isEmpty();
  }

  @Test
  void forJames39SpeaksJakartaOnly() throws IOException {
    assertThat(namersOf("javax/mail", JamesPlaces.mailetsForJames39())).isEmpty();
  }

  private static List<String> names(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream().map(JarEntry::getName).toList();
    }
  }

  /** Our classes that name a package: names stand in a class file as they are. */
  private static List<String> namersOf(String packageName, Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream()
          .filter(entry -> entry.getName().matches("org/sealgate/(?!shaded/).*\\.class"))
          .filter(entry -> text(file, entry).contains(packageName))
          .map(JarEntry::getName)
          .toList();
    }
  }

  private static String text(JarFile file, JarEntry entry) {
    try (var in = file.getInputStream(entry)) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
