package org.sealgate.smime.interop;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.sealgate.cms.Profile;
import org.sealgate.fixtures.Tools;
import org.sealgate.fixtures.agent.GpgsmAgent;
import org.sealgate.fixtures.agent.NssAgent;
import org.sealgate.fixtures.agent.OpensslAgent;
import org.sealgate.fixtures.agent.SmimeAgent;
import org.sealgate.fixtures.agent.SmimeAgents;
import org.sealgate.fixtures.agent.Verification;

/**
 * What each named profile writes, read by each foreign program: either it reads it, or it gives the
 * error that stands here, so that it is noticed when it learns more.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProfilesTest {
  private static final byte[] ENTITY =
      "Content-Type: text/plain\r\n\r\nBy the book.\r\n".getBytes(US_ASCII);
  private static final String READS = "";

  private final List<SmimeAgent> programs =
      List.of(OpensslAgent.start(), GpgsmAgent.start(), NssAgent.start());

  @BeforeAll
  void needsThePrograms() {
    Tools.require(SmimeAgents.PROGRAMS.toArray(String[]::new));
  }

  @AfterAll
  void end() {
    programs.forEach(SmimeAgent::close);
  }

  @TestFactory
  Stream<DynamicTest> encryptedForAnRsaKey() {
    return everyPair("encrypts", (profile, program) -> encrypted(profile, program, "rsa_2048"));
  }

  @TestFactory
  Stream<DynamicTest> encryptedForACurve() {
    return everyPair("encrypts", (profile, program) -> encrypted(profile, program, "ec_p256"))
        .filter(test -> !test.getDisplayName().endsWith("gpgsm reads"));
  }

  /** This gpgsm dies of a PKCS#12 file with a curve's key: there is no way to give it one. */
  @Test
  void gpgsmTakesNoKeyOfACurve() {
    byte[] message = Engine.encrypted(ENTITY, Profile.DEFAULT, "ec_p256");
    try (GpgsmAgent fresh = GpgsmAgent.start()) {
      assertThatThrownBy(() -> fresh.decrypt(message, People.named("ec_p256")))
          .as("it takes curves now: change the tables")
          .hasMessageContaining("Segmentation fault caught");
    }
  }

  @TestFactory
  Stream<DynamicTest> signedClear() {
    return everyPair("signs clear", (profile, program) -> signed(profile, program, false));
  }

  @TestFactory
  Stream<DynamicTest> signedOpaque() {
    return everyPair("signs opaque", (profile, program) -> signed(profile, program, true));
  }

  /** A profile and a program that reads what it writes. */
  @FunctionalInterface
  private interface Reading {
    void of(Profile profile, SmimeAgent program);
  }

  private Stream<DynamicTest> everyPair(String does, Reading reading) {
    return Profile.ALL.stream()
        .flatMap(profile ->
            programs.stream()
                .map(program ->
                    dynamicTest(
                        profile.name() + " " + does + ", " + program.name() + " reads",
                        () -> reading.of(profile, program))));
  }

  private static void encrypted(Profile profile, SmimeAgent program, String person) {
    byte[] message = Engine.encrypted(ENTITY, profile, person);
    String expected = complaint(profile, program.name(), person);
    try {
      byte[] content = program.decrypt(message, People.named(person));
      assertThat(expected).as("it reads this now: change the table").isEqualTo(READS);
      assertThat(content).isEqualTo(ENTITY);
    } catch (IllegalStateException e) {
      assertThat(expected).as(e.getMessage()).isNotEqualTo(READS);
      assertThat(e.getMessage()).contains(expected);
    }
  }

  private static String complaint(Profile profile, String program, String person) {
    boolean authenticated = profile.content().authenticated();
    return switch (program) {
      case "gpgsm" -> authenticated ? "error getting IV" : oaep(profile) ? "No secret key" : READS;
      case "nss" -> {
        if (authenticated) {
          yield "SEC_ERROR_UNRECOGNIZED_OID";
        }
        if (!person.startsWith("rsa")) {
          yield "SEC_ERROR_BAD_DER";
        }
        yield oaep(profile) ? "SEC_ERROR_UNSUPPORTED_KEYALG" : READS;
      }
      default -> READS;
    };
  }

  private static boolean oaep(Profile profile) {
    return profile.rsaKeyTransport() == Profile.RsaKeyTransport.OAEP_SHA_256;
  }

  private static void signed(Profile profile, SmimeAgent program, boolean opaque) {
    for (String person : List.of("rsa_2048", "ec_p256")) {
      byte[] message = Engine.signed(ENTITY, profile, opaque, person);
      Verification verification = program.verify(message, People.pki().anchor());
      assertThat(verification.good()).as(person + " " + verification.report()).isTrue();
      assertThat(verification.content()).isEqualTo(ENTITY);
    }
  }
}
