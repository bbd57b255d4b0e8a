package org.sealgate.archive;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.sealgate.SmimeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches an embedded database: four times a second its version is looked at, which is cheap. */
final class ChangePoll implements Store.Watch {
  private static final Logger LOG = LoggerFactory.getLogger(ChangePoll.class);
  private static final Duration PERIOD = Duration.ofMillis(250);

  private final Store store;
  private final Runnable news;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  ChangePoll(Store store, Runnable news) {
    this.store = store;
    this.news = news;
    this.thread = Thread.ofVirtual().name("sealgate-archive-watch").start(this::run);
  }

  private void run() {
    long seen = -1;
    try {
      while (!closed.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
        seen = look(seen);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long look(long seen) {
    try {
      long version = store.version();
      if (version != seen) {
        news.run();
      }
      return version;
    } catch (SmimeException e) {
      LOG.debug("the key archive could not be watched: {}", e.getMessage());
      return seen;
    }
  }

  /** When it returns, no call is under way and none will come. */
  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
