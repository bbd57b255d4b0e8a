package org.sealgate.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
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
    int before = MEMORY.get().searches();
    MEMORY.get().hold();
    CountDownLatch begun = new CountDownLatch(16);
    try (LdapDirectory lookup = LdapDirectory.of(settings(), clock);
        ExecutorService threads = Executors.newFixedThreadPool(16)) {
      List<Future<Answer>> answers =
          IntStream.range(0, 16)
              .mapToObj(i ->
                  threads.submit(() -> {
                    begun.countDown();
                    return lookup.find(address("alice@example.org"));
                  }))
              .toList();
      begun.await();
      MEMORY.get().answer();
      for (Future<Answer> answer : answers) {
        assertThat(certificates(answer.get())).hasSize(1);
      }
      assertThat(MEMORY.get().searches() - before).isEqualTo(1);
    } finally {
      MEMORY.get().answer();
    }
  }

  @Test
  void saysSoInTimeWhenTheDirectoryIsSlowAndThenWithoutAsking() {
    directory().add(Person.of("alice@example.org", ALICE.certificate()));
    MEMORY.get().hold();
    try (LdapDirectory lookup = LdapDirectory.of(settings().with(tight()), clock)) {
      assertThat(lookup.find(address("alice@example.org"))).isInstanceOf(Unavailable.class);

      int before = MEMORY.get().searches();
      for (int i = 0; i < 100; i++) {
        assertThat(lookup.find(address("bob@example.org"))).isInstanceOf(Unavailable.class);
      }
      assertThat(MEMORY.get().searches()).isEqualTo(before);
    } finally {
      MEMORY.get().answer();
    }
  }

  @Test
  void asksAgainAfterThePauseAlsoForAnAddressThatHadNoAnswer() {
    directory().add(Person.of("alice@example.org", ALICE.certificate()));
    try (LdapDirectory lookup = LdapDirectory.of(settings().with(tight()), clock)) {
      for (int i = 0; i < 5; i++) {
        MEMORY.get().hold();
        assertThat(lookup.find(address("alice@example.org"))).isInstanceOf(Unavailable.class);
        MEMORY.get().answer();

        clock.advance(Duration.ofSeconds(31));
        assertThat(certificates(lookup.find(address("alice@example.org")))).hasSize(1);
        lookup.forget();
      }
    } finally {
      MEMORY.get().answer();
    }
  }

  /** Waits shortly, yet long enough for a busy machine to answer. */
  private static Limits tight() {
    return new Limits(
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        2,
        10,
        10);
  }

  private LdapSettings settings() {
    return LdapSettings.of(
            List.of(server(Security.NONE)), Connection.plain(), LdapQuery.openLdap(Directory.BASE))
        .with(LIMITS);
  }
}
