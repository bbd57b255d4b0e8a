package org.sealgate.smime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.sealgate.fixtures.Tools;
import org.sealgate.fixtures.agent.ContentCipher;
import org.sealgate.fixtures.agent.Digest;
import org.sealgate.fixtures.agent.EncryptRequest;
import org.sealgate.fixtures.agent.KeyManagement;
import org.sealgate.fixtures.agent.SignRequest;
import org.sealgate.fixtures.agent.SignatureForm;
import org.sealgate.fixtures.agent.SignatureScheme;
import org.sealgate.fixtures.agent.SmimeAgent;
import org.sealgate.fixtures.agent.SmimeAgents;
import org.sealgate.fixtures.agent.Verification;
import org.sealgate.fixtures.mail.TestMails;
import org.sealgate.fixtures.pki.KeyAlgorithm;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;
import org.sealgate.mime.MessageSplit;
import org.sealgate.mime.MimeLimits;
import org.sealgate.mime.Octets;

/**
 * The engine against foreign programs, both ways, for every algorithm that both know, and against
 * itself. The foreign programs against each other are tested where they are kept.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InteropTest {
  private static final byte[] ENTITY = entity("multipart/alternative");

  private final TestPki pki = TestPki.shared();
  private final Map<KeyAlgorithm, TestIdentity> people = new EnumMap<>(KeyAlgorithm.class);
  private final SmimeAgents foreign = SmimeAgents.installed();
  private final SmimeAgent engine = new SealgateAgent();

  /** What of a mail goes inside: its MIME fields and body. */
  private static byte[] entity(String mail) {
    try {
      Octets octets = Octets.of(TestMails.named(mail).bytes());
      return MessageSplit.of(octets, MimeLimits.DEFAULT).inner().octets().toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeAll
  void needsThePrograms() {
    Tools.require(SmimeAgents.PROGRAMS.toArray(String[]::new));
  }

  @AfterAll
  void endAgents() {
    foreign.close();
  }

  @TestFactory
  Stream<DynamicTest> eachOpensWhatTheOtherEncrypts() {
    return encryptions().flatMap(how -> pairs((writer, reader) -> encryption(writer, reader, how)));
  }

  @TestFactory
  Stream<DynamicTest> eachVerifiesWhatTheOtherSigns() {
    return signatures().flatMap(how -> pairs((writer, reader) -> signature(writer, reader, how)));
  }

  private Stream<DynamicTest> encryption(SmimeAgent writer, SmimeAgent reader, EncryptRequest how) {
    if (!writer.writes().cover(how) || !reader.reads().cover(how)) {
      return Stream.empty();
    }
    return Stream.of(
        dynamicTest(
            writer.name() + " to " + reader.name() + ", " + how,
            () -> {
              TestIdentity last = person(how.keyManagement().key());
              List<TestIdentity> all =
                  how.keyManagement() == KeyManagement.RSA_PKCS1
                      ? List.of(pki.user("other@example.org").issue(), last)
                      : List.of(last);
              byte[] message = writer.encrypt(ENTITY, all, how);
              assertThat(reader.decrypt(message, last)).isEqualTo(ENTITY);
            }));
  }

  private Stream<DynamicTest> signature(SmimeAgent writer, SmimeAgent reader, SignRequest how) {
    if (!writer.writes().cover(how) || !reader.reads().cover(how)) {
      return Stream.empty();
    }
    return Stream.of(
        dynamicTest(
            writer.name() + " to " + reader.name() + ", " + how,
            () -> {
              byte[] message = writer.sign(ENTITY, person(how.scheme().key()), how);
              Verification verification = reader.verify(message, pki.anchor());
              assertThat(verification.good()).as(verification.report()).isTrue();
              assertThat(verification.content()).isEqualTo(ENTITY);
            }));
  }

  private static Stream<EncryptRequest> encryptions() {
    EncryptRequest common = EncryptRequest.common();
    return Stream.concat(
            Arrays.stream(ContentCipher.values()).map(common::with),
            Arrays.stream(KeyManagement.values()).map(common::with))
        .distinct();
  }

  private static Stream<SignRequest> signatures() {
    return Arrays.stream(SignatureForm.values())
        .map(SignRequest::common)
        .flatMap(common ->
            Stream.concat(
                Arrays.stream(SignatureScheme.values()).map(common::with),
                Arrays.stream(Digest.values()).map(common::with)))
        .distinct();
  }

  private Stream<DynamicTest> pairs(BiFunction<SmimeAgent, SmimeAgent, Stream<DynamicTest>> test) {
    List<Stream<DynamicTest>> tests = new ArrayList<>();
    for (SmimeAgent other : foreign.list()) {
      tests.add(test.apply(engine, other));
      tests.add(test.apply(other, engine));
    }
    tests.add(test.apply(engine, engine));
    return tests.stream().flatMap(all -> all);
  }

  private synchronized TestIdentity person(KeyAlgorithm key) {
    return people.computeIfAbsent(key, kind -> pki.user("alice@example.org").key(kind).issue());
  }
}
