package org.sealgate.mailet.james;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * A jar with one mailet, compiled against a server and the mailets' jar as a user of both would. It
 * sees what a class in {@code extensions-jars} sees, and tells it in header fields.
 */
final class ProbeJar {
  private static final String SOURCE =
      """
      package probe;

      import MAIL_API.mail.MessagingException;
      import MAIL_API.mail.internet.MimeMessage;
      import java.sql.Connection;
      import java.sql.ResultSet;
      import org.apache.mailet.Mail;
      import org.apache.mailet.base.GenericMailet;
      import org.sealgate.shaded.bouncycastle.asn1.x500.X500Name;
      import org.sealgate.shaded.bouncycastle.jce.provider.BouncyCastleProvider;
      import org.sealgate.shaded.caffeine.cache.Caffeine;
      import org.sealgate.shaded.jackson.dataformat.yaml.YAMLMapper;

      public class Probe extends GenericMailet {
        @Override
        public void service(Mail mail) throws MessagingException {
          try {
            MimeMessage message = mail.getMessage();
            message.setHeader("X-Engine", place(org.sealgate.smime.SmimeEngine.class));
            message.setHeader("X-Bouncy-Castle", bouncyCastle());
            message.setHeader("X-Yaml", new YAMLMapper().readTree("a: {b: read}").at("/a/b").asText());
            message.setHeader("X-Sqlite", sqlite());
            message.setHeader("X-Cache", Caffeine.newBuilder().maximumSize(1).build(k -> "kept").get(1));
            message.saveChanges();
          } catch (Exception | LinkageError e) {
            throw new MessagingException("probe: " + e, new Exception(e));
          }
        }

        private static String bouncyCastle() throws Exception {
          BouncyCastleProvider provider = new BouncyCastleProvider();
          var pair = java.security.KeyPairGenerator.getInstance("X25519", provider).generateKeyPair();
          boolean sharesTypes = pair.getPublic() instanceof java.security.interfaces.XECPublicKey;
          return provider.getVersionStr() + " multi-release=" + sharesTypes
              + " " + place(BouncyCastleProvider.class)
              + " name=" + new X500Name("CN=Probe");
        }

        private static String sqlite() throws Exception {
          var source = new org.sqlite.SQLiteDataSource();
          source.setUrl("jdbc:sqlite::memory:");
          try (Connection connection = source.getConnection();
              ResultSet result = connection.createStatement().executeQuery("select 'opened'")) {
            return result.getString(1);
          }
        }

        private static String place(Class<?> type) {
          String path = type.getProtectionDomain().getCodeSource().getLocation().getPath();
          return path.substring(path.lastIndexOf('/') + 1);
        }
      }
      """;

  private ProbeJar() {}

  /**
   * A server to compile against.
   *
   * @param mailApi {@code javax} or {@code jakarta}
   * @param lib the folder of the server's jars
   * @param mailets our jar for it
   */
  record Flavour(String mailApi, Path lib, Path mailets) {}

  /** Writes the jar into the folder. */
  static Path compile(Path folder, Flavour flavour) throws IOException {
    Path classes = Files.createDirectories(folder.resolve("probe-classes"));
    JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK");
    StringWriter problems = new StringWriter();
    List<String> options =
        List.of(
            "--release",
            "21",
            "-proc:none",
            "-d",
            classes.toString(),
            "-cp",
            joined(flavour.lib(), flavour.mailets()));
    boolean compiled =
        compiler
            .getTask(problems, null, null, options, null, List.of(source(flavour.mailApi())))
            .call();
    if (!compiled) {
      throw new IOException("the probe does not compile: " + problems);
    }
    return pack(classes, folder.resolve("probe.jar"));
  }

  private static String joined(Path lib, Path mailets) throws IOException {
    try (Stream<Path> jars = Files.list(lib)) {
      return Stream.concat(jars, Stream.of(mailets))
          .map(Path::toString)
          .collect(Collectors.joining(System.getProperty("path.separator")));
    }
  }

  private static SimpleJavaFileObject source(String mailApi) {
    return new SimpleJavaFileObject(
        URI.create("string:///probe/Probe.java"), javax.tools.JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return SOURCE.replace("MAIL_API", mailApi);
      }
    };
  }

  private static Path pack(Path classes, Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> files = Files.walk(classes)) {
      for (Path entry : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(entry).toString()));
        Files.copy(entry, out);
      }
    }
    return jar;
  }
}
