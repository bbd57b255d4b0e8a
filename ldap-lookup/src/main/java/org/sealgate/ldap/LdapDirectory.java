package org.sealgate.ldap;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.sealgate.certificate.CertificateSource;
import org.sealgate.certificate.EmailAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Other people's certificates from LDAP or Active Directory. Answers are kept for a while, also
 * that there are none; the same question asked by many at once goes to the directory once. Where
 * the directory does not answer, that is said within {@link LdapSettings.Limits#total()}, and
 * without any wait while it is known to be down. Thread-safe.
 */
public final class LdapDirectory implements CertificateSource, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LdapDirectory.class);
  private static final EmailAddress PROBE = new EmailAddress("sealgate-probe", "invalid");

  private final LdapSettings settings;
  private final DirectorySearch search;
  private final CircuitBreaker breaker;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AsyncCache<EmailAddress, Answer> cache;

  private LdapDirectory(LdapSettings settings, Clock clock) {
    this.settings = settings;
    this.search = new DirectorySearch(settings);
    this.breaker = new CircuitBreaker(clock, settings.limits().retryAfter());
    this.cache =
        Caffeine.newBuilder()
            .maximumSize(settings.expiry().addresses())
            .expireAfter(expiry(settings.expiry()))
            .ticker(ticker(clock))
            .executor(threads)
            .buildAsync();
  }

  /** The directory of these settings. Nothing is connected before the first question. */
  public static LdapDirectory of(LdapSettings settings) {
    return of(settings, Clock.systemUTC());
  }

  /** The same with another clock, for expiry and pauses. */
  public static LdapDirectory of(LdapSettings settings, Clock clock) {
    return new LdapDirectory(settings, clock);
  }

  @Override
  public String name() {
    return settings.url();
  }

  @Override
  public Answer find(EmailAddress address) {
    Duration total = settings.limits().total();
    CompletableFuture<Answer> asked = cache.get(address, this::ask);
    try {
      Answer answer = asked.get(total.toMillis(), TimeUnit.MILLISECONDS);
      if (answer instanceof Unavailable) {
        // It expires at once, but the cache learns of it only after those who wait.
        cache.asMap().remove(address, asked);
      }
      return answer;
    } catch (TimeoutException e) {
      String reason = "no answer within " + total.toMillis() + " ms";
      breaker.failed(reason);
      return new Unavailable(reason);
    } catch (ExecutionException e) {
      return new Unavailable("no answer: " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Unavailable("the look-up was interrupted");
    }
  }

  /**
   * Whether the directory can be asked at all, past the cache and the pause after a failure: for
   * {@code sealgate doctor}.
   *
   * @return the problem in one line; empty when it answers
   */
  public Optional<String> problem() {
    try {
      search.certificatesOf(PROBE);
      breaker.succeeded();
      return Optional.empty();
    } catch (DirectoryFailure e) {
      return Optional.of(reason(e));
    }
  }

  /** Forgets every answer. */
  public void forget() {
    cache.synchronous().invalidateAll();
  }

  private CompletableFuture<Answer> ask(EmailAddress address, Executor executor) {
    Optional<Answer> refusal = breaker.refusal().map(Unavailable::new);
    return refusal
        .map(CompletableFuture::completedFuture)
        .orElseGet(() -> CompletableFuture.supplyAsync(() -> askNow(address), executor));
  }

  private Answer askNow(EmailAddress address) {
    try {
      CertificateValues values = search.certificatesOf(address);
      breaker.succeeded();
      values.notes().forEach(note -> LOG.info("{} for {}: {}", name(), address, note));
      return new Found(List.copyOf(values.certificates()));
    } catch (DirectoryFailure e) {
      if (e.directoryIsDown()) {
        breaker.failed(reason(e));
      } else {
        breaker.succeeded();
      }
      LOG.warn("{}: {}", name(), reason(e));
      return new Unavailable(reason(e));
    }
  }

  private static String reason(DirectoryFailure e) {
    return String.valueOf(e.getMessage());
  }

  /** That a directory did not answer is told to those who wait, and to nobody after them. */
  private static Expiry<EmailAddress, Answer> expiry(LdapSettings.Expiry expiry) {
    return Expiry.writing((address, answer) ->
        switch (answer) {
          case Found found ->
              found.certificates().isEmpty() ? expiry.negative() : expiry.positive();
          case Unavailable unavailable -> Duration.ZERO;
        });
  }

  private static Ticker ticker(Clock clock) {
    return () -> TimeUnit.MILLISECONDS.toNanos(clock.millis());
  }

  /** Closes the connections; questions still on their way fail. */
  @Override
  public void close() {
    search.close();
    threads.shutdownNow();
  }

  @Override
  public String toString() {
    return "LdapDirectory[" + name() + "]";
  }
}
