package org.sealgate.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.provider.MethodSource;
import org.sealgate.certificate.AddressList;
import org.sealgate.fixtures.mail.TestMail;
import org.sealgate.fixtures.mail.TestMails;
import org.sealgate.mime.AddressHeader;
import org.sealgate.mime.Canonical;
import org.sealgate.mime.Entity;
import org.sealgate.mime.HeaderField;
import org.sealgate.mime.MessageSplit;
import org.sealgate.mime.MimeLimits;
import org.sealgate.mime.Multipart;
import org.sealgate.mime.Octets;

/** The MIME reader: headers, parameters, addresses, parts, transfer encodings, canonical form. */
@ExtendWith(FuzzSummary.class)
class MimeFuzzTest {
  private static final int DEPTH = 20;
  private static final MimeLimits LIMITS = new MimeLimits(1 << 16, 500, 500, DEPTH);

  static Stream<byte[]> seeds() {
    Stream<byte[]> generated = TestMails.all().map(TestMail::bytes);
    return Stream.concat(
        generated,
        Seeds.in(
            List.of("roundtrip", "mimekit", "gmime", "covert", "james-project", "thunderbird"),
            ".eml"));
  }

  @MethodSource("seeds")
  @FuzzTest(maxExecutions = 20_000)
  void readsAnything(byte[] input) {
    Bounded.run(
        input,
        () -> {
          Octets octets = Octets.of(input);
          MessageSplit split = MessageSplit.of(octets, LIMITS);
          split.outer().fields().forEach(MimeFuzzTest::look);
          look(Entity.parseMail(octets, LIMITS), 0);
          canonical(split.inner().octets());
        });
  }

  private static void look(HeaderField field) {
    String value = field.value();
    AddressHeader.mailboxes(value);
    AddressList.parse(value);
  }

  private static void look(Entity entity, int depth) throws IOException {
    entity.contentType();
    entity.disposition();
    entity.filename();
    entity.decodedBody().transferTo(OutputStream.nullOutputStream());
    Optional<Multipart> multipart = entity.multipart(LIMITS);
    if (multipart.isPresent() && depth < DEPTH) {
      for (Octets part : multipart.get().parts()) {
        look(Entity.parse(part, LIMITS), depth + 1);
      }
    }
  }

  /** What is signed instead is about as long, whatever had to be encoded. */
  private static void canonical(Octets entity) throws IOException {
    try (Octets canonical = Canonical.of(entity, LIMITS)) {
      Bounded.require(
          canonical.length() <= 4 * entity.length() + (1 << 10),
          "the canonical form of " + entity.length() + " octets has " + canonical.length());
    }
  }
}
