package org.sealgate.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Nobody wins by leaving something out: what each contestant makes, another one reads. */
class ContestantsTest {
  private static final List<Operation> MAKERS =
      List.of(Operation.SIGN, Operation.ENCRYPT_CBC, Operation.ENCRYPT_GCM, Operation.SIGN_ENCRYPT);

  @TempDir static Path directory;
  private static Material material;
  private static Person alice;

  @BeforeAll
  static void makeMaterial() throws Exception {
    material = Material.in(directory);
    alice = Person.read(material.key("rsa2048"), material.certificates("rsa2048"));
  }

  static Stream<Arguments> pairs() {
    return Stream.of(
            Contestants.SEALGATE,
            Contestants.SEALGATE_JDK,
            Contestants.BOUNCY_CASTLE,
            Contestants.SIMPLE_JAVA_MAIL)
        .flatMap(maker ->
            MAKERS.stream()
                .map(operation ->
                    Arguments.of(
                        operation,
                        maker,
                        maker.startsWith(Contestants.SEALGATE) && operation != Operation.ENCRYPT_GCM
                            ? Contestants.BOUNCY_CASTLE
                            : Contestants.SEALGATE)));
  }

  @ParameterizedTest(name = "{0} by {1} is read by {2}")
  @MethodSource("pairs")
  void whatOneMakesAnotherReads(Operation operation, String maker, String reader) throws Exception {
    byte[] mail = Files.readAllBytes(material.mail("4k"));
    byte[] sealed;
    try {
      sealed = done(maker, operation, mail);
    } catch (UnsupportedOperationException e) {
      return;
    }
    byte[] opened = done(reader, operation.checker(), sealed);
    Path file = Files.write(directory.resolve("opened.eml"), opened);
    assertThat(Material.attachmentOf(file))
        .isNotEmpty()
        .isEqualTo(Material.attachmentOf(material.mail("4k")));
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.ValueSource(
      strings = {"sealgate", "sealgate-jdk", "bouncycastle"})
  void nobodyAcceptsAChangedMail(String reader) throws Exception {
    byte[] sealed =
        done(Contestants.SEALGATE, Operation.SIGN, Files.readAllBytes(material.mail("4k")));
    String text = new String(sealed, java.nio.charset.StandardCharsets.ISO_8859_1);
    byte[] changed =
        text.replace("Dear Bob", "Dear Rob").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> done(reader, Operation.VERIFY, changed)).isNotNull();
  }

  @Test
  void theFloorDoesEveryOperation() throws Exception {
    byte[] mail = Files.readAllBytes(material.mail("4k"));
    for (Operation operation : Operation.values()) {
      assertThat(done(Contestants.FLOOR, operation, mail)).isNotNull();
    }
  }

  private static byte[] done(String contestant, Operation operation, byte[] input)
      throws Exception {
    Job job = new Job(operation, input, alice, List.of(alice.certificate()));
    Sink sink = new Sink();
    Contestants.named(contestant).prepare(job).once(sink, true);
    return sink.toByteArray();
  }
}
