package org.sealgate.gateway.jobs;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.sealgate.archive.KeyArchive;
import org.sealgate.archive.KeyCondition;

/** Opens every key of an archive once, several at a time. */
public final class KeyVerification {
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
    List<String> ids = archive.ids();
    Iterator<String> next = ids.iterator();
    long[] done = {0};
    try (OrderedWork work = new OrderedWork(workers)) {
      work.run(
          () -> next.hasNext() ? Optional.of(next.next()) : Optional.empty(),
          archive::examine,
          (id, condition) -> {
            taker.accept(id, condition);
            progress.step(++done[0], ids.size());
          });
    } finally {
      progress.finish();
    }
  }
}
