package org.sealgate.gateway.jobs;

import java.io.IOException;
import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.sealgate.archive.KeyArchive;
import org.sealgate.archive.KeyCondition;

/** Opens every key of an archive once, several at a time. */
public final class KeyVerification {
  private static final int PAGE = 10_000;

  private final KeyArchive archive;
  private final int workers;

  /**
   * @param archive what to verify
   * @param workers how many keys are opened at the same time
   */
  public KeyVerification(KeyArchive archive, int workers) {
    this.archive = archive;
    this.workers = workers;
  }

  /**
   * Runs to the end.
   *
   * @param taker gets the id and the condition of every key, oldest first, on this thread
   */
  public void run(Progress progress, BiConsumer<String, KeyCondition> taker) throws IOException {
    int all = archive.size();
    long[] done = {0};
    try (OrderedWork work = new OrderedWork(workers)) {
      work.run(
          new Ids(archive)::next,
          archive::examine,
          (id, condition) -> {
            taker.accept(id, condition);
            progress.step(++done[0], all);
          });
    } finally {
      progress.finish();
    }
  }

  /** Every id, read page by page. */
  private static final class Ids {
    private final KeyArchive archive;
    private Iterator<String> page = Collections.emptyIterator();
    private String last = "";

    Ids(KeyArchive archive) {
      this.archive = archive;
    }

    Optional<String> next() {
      if (!page.hasNext()) {
        page = archive.ids(last, PAGE).iterator();
      }
      if (!page.hasNext()) {
        return Optional.empty();
      }
      last = page.next();
      return Optional.of(last);
    }
  }
}
