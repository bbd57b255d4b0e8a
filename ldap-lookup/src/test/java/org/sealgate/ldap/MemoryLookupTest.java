package org.sealgate.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sealgate.certificate.CertificateSource.Answer;
import org.sealgate.certificate.CertificateSource.Found;
import org.sealgate.certificate.CertificateSource.Unavailable;
import org.sealgate.fixtures.server.Directory;
import org.sealgate.fixtures.server.MemoryDirectory;
import org.sealgate.fixtures.server.Person;
import org.sealgate.fixtures.server.ServerExtension;
import org.sealgate.ldap.LdapSettings.Limits;
import org.sealgate.ldap.LdapSettings.Security;

final class MemoryLookupTest extends LdapDirectoryContract {
  @RegisterExtension
  static final ServerExtension<MemoryDirectory> MEMORY = ServerExtension.of(MemoryDirectory::start);

  private final ManualClock clock = new ManualClock();

  @Override
  Directory directory() {
    return MEMORY.get();
  }

  @Test
  void findsACertificateWithoutTheBinaryOptionAsActiveDirectoryHasIt() {
    directory()
        .add(Person.named("alice").mail("alice@example.org").plainCertificate(ALICE.certificate()));

    assertThat(certificates(plain().find(address("alice@example.org"))))
        .containsExactly(ALICE.certificate());
  }

  @Test
  void asksOnceForAnAnswerAndAgainWhenItHasExpired() {
    directory().add(Person.of("alice@example.org", ALICE.certificate()));
    try (LdapDirectory lookup = LdapDirectory.of(settings(), clock)) {
      int before = MEMORY.get().searches();
      lookup.find(address("alice@example.org"));
      lookup.find(address("Alice@EXAMPLE.org"));
      assertThat(MEMORY.get().searches() - before).isEqualTo(1);

      clock.advance(Duration.ofMinutes(61));
      lookup.find(address("alice@example.org"));
      assertThat(MEMORY.get().searches() - before).isEqualTo(2);
    }
  }

  @Test
  void keepsTheAnswerThatThereIsNoneForAShorterTime() {
    try (LdapDirectory lookup = LdapDirectory.of(settings(), clock)) {
      assertThat(lookup.find(address("alice@example.org"))).isEqualTo(new Found(List.of()));
      directory().add(Person.of("alice@example.org", ALICE.certificate()));
      assertThat(lookup.find(address("alice@example.org"))).isEqualTo(new Found(List.of()));

      clock.advance(Duration.ofMinutes(6));

      assertThat(certificates(lookup.find(address("alice@example.org")))).hasSize(1);
    }
  }

  @Test
  void asksOnceWhenManyAskAtOnce() throws Exception {
    directory().add(Person.of("alice@example.org", ALICE.certificate()));
    MEMORY.get().delay(Duration.ofMillis(300));
    try (LdapDirectory lookup = LdapDirectory.of(settings(), clock);
        ExecutorService threads = Executors.newFixedThreadPool(16)) {
      int before = MEMORY.get().searches();
      List<Future<Answer>> answers =
          IntStream.range(0, 16)
              .mapToObj(i -> threads.submit(() -> lookup.find(address("alice@example.org"))))
              .toList();
      for (Future<Answer> answer : answers) {
        assertThat(certificates(answer.get())).hasSize(1);
      }
      assertThat(MEMORY.get().searches() - before).isEqualTo(1);
    } finally {
      MEMORY.get().delay(Duration.ZERO);
    }
  }

  @Test
  void saysSoInTimeWhenTheDirectoryIsSlowAndThenWithoutWaiting() {
    Limits tight =
        new Limits(
            Duration.ofMillis(500),
            Duration.ofMillis(300),
            Duration.ofSeconds(2),
            Duration.ofSeconds(30),
            2,
            10,
            10);
    directory().add(Person.of("alice@example.org", ALICE.certificate()));
    MEMORY.get().delay(Duration.ofSeconds(3));
    try (LdapDirectory lookup = LdapDirectory.of(settings().with(tight), clock)) {
      long start = System.nanoTime();
      assertThat(lookup.find(address("alice@example.org"))).isInstanceOf(Unavailable.class);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));

      start = System.nanoTime();
      assertThat(lookup.find(address("bob@example.org"))).isInstanceOf(Unavailable.class);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(250));

      MEMORY.get().delay(Duration.ZERO);
      assertThat(certificates(answerOnceItHasRecovered(lookup))).hasSize(1);
    } finally {
      MEMORY.get().delay(Duration.ZERO);
    }
  }

  /** The searches given up above still keep the directory busy for a while. */
  private Answer answerOnceItHasRecovered(LdapDirectory lookup) {
    Answer answer = new Unavailable("not asked yet");
    for (int i = 0; i < 60 && answer instanceof Unavailable; i++) {
      clock.advance(Duration.ofSeconds(31));
      answer = lookup.find(address("alice@example.org"));
    }
    return answer;
  }

  private LdapSettings settings() {
    return LdapSettings.of(
            List.of(server(Security.NONE)), Connection.plain(), LdapQuery.openLdap(Directory.BASE))
        .with(LIMITS);
  }
}
