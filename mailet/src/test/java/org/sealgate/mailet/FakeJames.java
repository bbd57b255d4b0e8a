package org.sealgate.mailet;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.mailet.Mailet;
import org.apache.mailet.base.test.FakeMail;
import org.apache.mailet.base.test.FakeMailContext;
import org.apache.mailet.base.test.FakeMailetConfig;

/** What James gives a mailet, in this process. */
final class FakeJames {
  /** Finds nothing: configurations in tests have plain paths. */
  static final FileSystem FILES =
      new FileSystem() {
        @Override
        public InputStream getResource(String url) throws IOException {
          throw new FileNotFoundException(url);
        }

        @Override
        public File getFile(String url) throws FileNotFoundException {
          throw new FileNotFoundException(url);
        }

        @Override
        public File getBasedir() throws FileNotFoundException {
          throw new FileNotFoundException("none");
        }
      };

  final FakeMailContext context = FakeMailContext.defaultContext();

  /** Starts a mailet with this configuration and further parameters, name and value in turn. */
  <M extends Mailet> M start(M mailet, TestGateway gateway, String... parameters)
      throws MessagingException {
    FakeMailetConfig.Builder config =
        FakeMailetConfig.builder()
            .mailetName(mailet.getClass().getSimpleName())
            .mailetContext(context)
            .setProperty("config", gateway.config().toString());
    for (int i = 0; i < parameters.length; i += 2) {
      config.setProperty(parameters[i], parameters[i + 1]);
    }
    mailet.init(config.build());
    return mailet;
  }

  /** A mail on its way through processor transport. */
  static FakeMail mail(String from, String text, String... recipients) throws MessagingException {
    return FakeMail.builder()
        .name("mail")
        .sender(from)
        .recipients(recipients)
        .state("transport")
        .mimeMessage(message(text))
        .build();
  }

  static MimeMessage message(String text) throws MessagingException {
    byte[] octets = text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(octets));
  }

  static byte[] octets(MimeMessage message) throws MessagingException, IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    message.writeTo(out);
    return out.toByteArray();
  }

  static String text(MimeMessage message) throws MessagingException, IOException {
    return new String(octets(message), StandardCharsets.UTF_8);
  }
}
