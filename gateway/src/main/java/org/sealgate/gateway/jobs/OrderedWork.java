package org.sealgate.gateway.jobs;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Work on a sequence by several threads, its results taken in the order of the sequence. The
 * calling thread reads and writes, the others work; at most a few pieces for each of them are under
 * way at a time, so memory is bounded.
 */
final class OrderedWork implements AutoCloseable {
  private static final int AHEAD = 4;

  private final ExecutorService threads;
  private final int most;

  OrderedWork(int workers) {
    this.threads = Executors.newFixedThreadPool(workers, Thread.ofPlatform().daemon().factory());
    this.most = workers * AHEAD;
  }

  /** Where pieces come from. */
  @FunctionalInterface
  interface Source<T> {
    /** The next piece; empty at the end. */
    Optional<T> next() throws IOException;
  }

  /** What is done to a piece, on any thread. */
  @FunctionalInterface
  interface Work<T, R> {
    R on(T piece) throws IOException;
  }

  /** Where results go, on the calling thread. */
  @FunctionalInterface
  interface Sink<T, R> {
    void take(T piece, R result) throws IOException;
  }

  private record Piece<T, R>(T piece, Future<R> result) {}

  /** Runs the whole sequence; what fails first, in its order, ends it. */
  <T, R> void run(Source<T> source, Work<T, R> work, Sink<T, R> sink) throws IOException {
    Deque<Piece<T, R>> underWay = new ArrayDeque<>();
    Optional<T> next = source.next();
    while (next.isPresent() || !underWay.isEmpty()) {
      while (next.isPresent() && underWay.size() < most) {
        T piece = next.get();
        underWay.add(new Piece<>(piece, threads.submit(() -> work.on(piece))));
        next = source.next();
      }
      Piece<T, R> first = underWay.remove();
      sink.take(first.piece(), result(first.result()));
    }
  }

  private static <R> R result(Future<R> future) throws IOException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException cause -> throw cause;
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IllegalStateException(e.getCause());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
