package org.sealgate.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A contestant in a process of its own, which speaks the line protocol of {@code
 * libcrypto_bench.c}; its style is the number of threads, and its answers add the octets allocated
 * and say {@code cannot} with the reason where the contestant lacks the operation.
 */
final class Worker {
  private final Contestant contestant;
  private final Map<String, byte[]> inputs = new HashMap<>();
  private final Map<String, Person> people = new HashMap<>();
  private final Map<String, Contestant.Work> prepared = new HashMap<>();
  private final Map<Integer, Sink> sinks = new HashMap<>();
  private List<X509Certificate> others = List.of();

  private Worker(Contestant contestant) {
    this.contestant = contestant;
  }

  /** Answers lines on standard input until it ends. */
  static void serve(String name) throws Exception {
    PrintStream answers = System.out;
    System.setOut(System.err);
    Worker worker = new Worker(Contestants.named(name));
    answers.println("ready " + ProcessHandle.current().pid());
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      answers.println(worker.answer(line.split(" ", -1)));
    }
  }

  private String answer(String[] words) throws Exception {
    switch (words[0]) {
      case "load" -> {
        inputs.put(words[1], Files.readAllBytes(Path.of(words[2])));
        prepared.clear();
      }
      case "key" -> people.put(words[1], Person.read(Path.of(words[2]), Path.of(words[3])));
      case "others" -> others = Person.certificates(Path.of(words[1]));
      case "run" -> {
        return run(words);
      }
      default -> throw new IllegalArgumentException("unknown command " + words[0]);
    }
    return "ok 0 0 0";
  }

  private String run(String[] words) throws Exception {
    Contestant.Work work;
    try {
      work = work(words);
    } catch (UnsupportedOperationException e) {
      return "cannot " + e.getMessage();
    }
    int threads = Integer.parseInt(words[1]);
    int count = Integer.parseInt(words[6]);
    Path kept = words[7].equals("-") ? null : Path.of(words[7]);
    return threads == 1
        ? measured(() -> repeat(work, count, kept))
        : measured(() -> together(work, threads, count));
  }

  private Contestant.Work work(String[] words) throws Exception {
    String what = String.join(" ", List.of(words).subList(2, 6));
    Contestant.Work known = prepared.get(what);
    if (known != null) {
      return known;
    }
    Person who = required(people, words[4]);
    List<X509Certificate> recipients =
        new ArrayList<>(others.subList(0, Integer.parseInt(words[5]) - 1));
    recipients.add(who.certificate());
    Operation operation = Operation.labelled(words[2]);
    Contestant.Work work =
        contestant.prepare(new Job(operation, required(inputs, words[3]), who, recipients));
    prepared.put(what, work);
    return work;
  }

  private static <T> T required(Map<String, T> things, String name) {
    T thing = things.get(name);
    if (thing == null) {
      throw new IllegalArgumentException("nothing is called " + name);
    }
    return thing;
  }

  private long repeat(Contestant.Work work, int count, @Nullable Path kept) throws Exception {
    Sink sink = sink(0);
    long before = allocated();
    for (int i = 0; i < count; i++) {
      sink.reset();
      work.once(sink, kept != null);
    }
    long octets = allocated() - before;
    if (kept != null) {
      sink.keep(kept);
    }
    return octets / count;
  }

  private long together(Contestant.Work work, int threads, int count) throws Exception {
    List<Callable<Long>> each = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Sink sink = sink(i);
      each.add(() -> {
        for (int done = 0; done < count; done++) {
          sink.reset();
          work.once(sink, false);
        }
        return 0L;
      });
    }
    try (var pool = java.util.concurrent.Executors.newFixedThreadPool(threads)) {
      for (Future<Long> done : pool.invokeAll(each)) {
        done.get();
      }
    }
    return 0;
  }

  private Sink sink(int number) {
    return sinks.computeIfAbsent(number, any -> new Sink());
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  private static String measured(Callable<Long> work) throws Exception {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long cpu = system.getProcessCpuTime();
    long wall = System.nanoTime();
    long allocated = work.call();
    wall = System.nanoTime() - wall;
    cpu = system.getProcessCpuTime() - cpu;
    return "ok " + cpu + " " + wall + " " + allocated;
  }

  /** So that nothing is left of the process where its parent ends. */
  static void failLoudly(Exception e) throws IOException {
    System.err.println("benchmark worker: " + e);
    e.printStackTrace();
    System.exit(3);
  }
}
