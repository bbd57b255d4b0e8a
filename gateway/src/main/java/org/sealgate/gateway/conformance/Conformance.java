package org.sealgate.gateway.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.sealgate.SmimeException;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.fixtures.corpus.Manifest;
import org.sealgate.fixtures.corpus.ManifestRow;
import org.sealgate.fixtures.corpus.Operation;
import org.sealgate.fixtures.pki.TestPki;
import org.sealgate.gateway.conformance.RowResult.Outcome;
import org.sealgate.smime.SmimeEngine;

/**
 * Runs the rows of a manifest through the public interfaces and compares what comes out with what
 * the rows expect. Knows operations and expectations, no file by name.
 */
public final class Conformance {
  private static final Duration ROW = Duration.ofSeconds(30);
  private static final Duration FOLDER = Duration.ofMinutes(5);

  private final Manifest manifest;
  private final Map<Operation, RowCheck> checks = new EnumMap<>(Operation.class);

  /**
   * Reads the manifest of a folder.
   *
   * @throws IOException where there is none
   */
  public Conformance(Path folder) throws IOException {
    if (!Files.isRegularFile(folder.resolve(Manifest.FILE))) {
      throw new NoSuchFileException(folder.resolve(Manifest.FILE).toString());
    }
    this.manifest = Manifest.in(folder);
    SmimeEngine engine = SmimeEngine.create();
    Materials materials = new Materials(manifest);
    MailCertificate stranger = MailCertificate.of(TestPki.shared().root().certificate());
    Opening opening = new Opening(engine, materials, stranger);
    RowCheck message = new MessageCheck(opening, materials);
    checks.put(Operation.VERIFY, message);
    checks.put(Operation.DECRYPT, message);
    checks.put(Operation.DECRYPT_VERIFY, message);
    checks.put(Operation.REJECT, new RejectCheck(engine, opening, materials));
    checks.put(Operation.PATH, new PathCheck(materials, opening.trust()));
    checks.put(Operation.PKCS12, new KeyFileCheck(materials));
    checks.put(Operation.ROUNDTRIP, new RoundTripCheck(engine, materials));
    checks.put(Operation.LDAP, new DirectoryCheck(materials));
  }

  /**
   * Which rows to run.
   *
   * @param corpus the first component of their paths, or empty for all
   * @param operation the word in the manifest, or empty for all
   */
  public record Selection(String corpus, String operation) {
    private boolean has(ManifestRow row) {
      return (corpus.isEmpty() || row.corpus().equals(corpus))
          && (operation.isEmpty() || row.operationWord().equals(operation));
    }
  }

  /** Told after each row how far the work is. */
  @FunctionalInterface
  public interface Watcher {
    void done(int rows, int all);
  }

  /** Runs rows, a few at a time, each bounded in time. */
  public List<RowResult> run(Selection selection, Watcher watcher) {
    List<ManifestRow> rows = manifest.rows().stream().filter(selection::has).toList();
    int workers = Runtime.getRuntime().availableProcessors();
    try (ExecutorService threads = Executors.newFixedThreadPool(workers)) {
      var results = rows.stream().map(row -> threads.submit(() -> bounded(row))).toList();
      List<RowResult> all = new ArrayList<>();
      for (var result : results) {
        all.add(result.get());
        watcher.done(all.size(), rows.size());
      }
      return all;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Runs a row on a thread of its own, which is left behind where it does not end in time. */
  private RowResult bounded(ManifestRow row) throws InterruptedException {
    FutureTask<RowResult> task = new FutureTask<>(() -> run(row));
    Thread.ofPlatform().daemon().name(row.toString()).start(task);
    Duration limit = row.file(manifest.directory()).toFile().isDirectory() ? FOLDER : ROW;
    try {
      return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      task.cancel(true);
      return result(row, "", Outcome.FAILED, "did not end within " + limit.toSeconds() + " s");
    } catch (ExecutionException e) {
      String problem = String.valueOf(e.getCause());
      return result(row, problem, Outcome.FAILED, "an error of the program itself: " + problem);
    }
  }

  private RowResult run(ManifestRow row) {
    RowCheck check = checks.get(row.operation());
    if (check == null) {
      String reason = "an operation that is not known: " + row.operationWord();
      return result(row, "", Outcome.SKIPPED, reason);
    }
    try {
      Comparison comparison = check.run(row);
      boolean alike = comparison.differences().isEmpty();
      return result(
          row,
          comparison.found(),
          alike ? Outcome.PASSED : Outcome.FAILED,
          comparison.differences());
    } catch (Skipped e) {
      return result(row, "", Outcome.SKIPPED, Objects.requireNonNull(e.getMessage()));
    } catch (SmimeException e) {
      return result(row, e.code() + "", Outcome.FAILED, String.valueOf(e.getMessage()));
    } catch (IOException | UncheckedIOException e) {
      return result(row, "", Outcome.SKIPPED, "a file cannot be read: " + e);
    } catch (OutOfMemoryError | StackOverflowError e) {
      return result(row, "", Outcome.FAILED, "took more memory than there is: " + e);
    }
  }

  private static RowResult result(ManifestRow row, String found, Outcome outcome, String reason) {
    return new RowResult(
        row.corpus(),
        row.path(),
        row.operationWord(),
        row.expected().toString(),
        found,
        outcome,
        row.optional(),
        reason);
  }
}
