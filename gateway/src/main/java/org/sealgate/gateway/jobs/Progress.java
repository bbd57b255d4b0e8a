package org.sealgate.gateway.jobs;

import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;

/**
 * How far a job is, on one line that is redrawn: a bar, mails, rate, time to go. Draws nothing
 * where nobody watches.
 */
public final class Progress {
  private static final int CELLS = 28;
  private static final long REDRAW = Duration.ofMillis(100).toNanos();

  private final PrintStream out;
  private final boolean watched;
  private final String unit;
  private final long began = System.nanoTime();
  private long drawn;
  private long mails;

  /**
   * @param out where the line is drawn
   * @param watched whether somebody sees it
   */
  public Progress(PrintStream out, boolean watched) {
    this(out, watched, "mails");
  }

  /** The same of something else than mails. */
  public Progress(PrintStream out, boolean watched, String unit) {
    this.out = out;
    this.watched = watched;
    this.unit = unit;
  }

  /** Progress that nobody watches. */
  public static Progress unseen() {
    return new Progress(new PrintStream(OutputStream.nullOutputStream(), false), false);
  }

  /**
   * One more mail is done.
   *
   * @param done how much is done, in any unit
   * @param all how much there is, in the same unit
   */
  public void step(long done, long all) {
    mails++;
    long now = System.nanoTime();
    if (watched && now - drawn >= REDRAW) {
      drawn = now;
      out.print("\r" + line(done, all));
      out.flush();
    }
  }

  /** Takes the line away. */
  public void finish() {
    if (watched && drawn != 0) {
      out.print("\r\033[K");
      out.flush();
    }
  }

  /** Seconds since the beginning. */
  public double seconds() {
    return (System.nanoTime() - began) / 1e9;
  }

  private String line(long done, long all) {
    double share = all == 0 ? 1 : Math.min(1, (double) done / all);
    double seconds = seconds();
    return "%s %3d %%  %,d %s  %,.0f/s  %s to go \033[K"
        .formatted(
            bar(share),
            (int) (100 * share),
            mails,
            unit,
            mails / Math.max(seconds, 1e-3),
            clock(share == 0 ? 0 : seconds * (1 - share) / share));
  }

  /** A bar that is filled to this share of its length. */
  public static String bar(double share) {
    int filled = (int) Math.round(CELLS * share);
    return "[" + "#".repeat(filled) + ".".repeat(CELLS - filled) + "]";
  }

  private static String clock(double seconds) {
    long s = Math.round(seconds);
    return s < 3600
        ? "%d:%02d".formatted(s / 60, s % 60)
        : "%d:%02d:%02d".formatted(s / 3600, s / 60 % 60, s % 60);
  }
}
