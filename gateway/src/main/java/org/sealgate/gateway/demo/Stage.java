package org.sealgate.gateway.demo;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** What the audience sees: scenes with what goes in, what comes out, and whether it is right. */
final class Stage {
  private static final String BOLD = "1";
  private static final String GREEN = "32";
  private static final String RED = "31";
  private static final String FAINT = "2";

  private final PrintStream out;
  private final boolean colours;
  private final List<String> failures = new ArrayList<>();
  private int checks;
  private String scene = "";

  Stage(PrintStream out, boolean colours) {
    this.out = out;
    this.colours = colours;
  }

  /** A scene begins. */
  void scene(String title) {
    scene = title;
    out.println();
    out.println(in(BOLD, title));
  }

  /** One line: who or what, and what of it. */
  void show(String who, String what) {
    out.println("  %-20s %s".formatted(who, what));
  }

  /** Lines of a mail as they are. */
  void quote(List<String> lines) {
    lines.forEach(line -> out.println("  %-20s %s".formatted("", in(FAINT, "| " + line))));
  }

  /** A claim that holds or does not. */
  boolean check(String claim, boolean holds) {
    checks++;
    out.println("  %-20s %s".formatted(in(holds ? GREEN : RED, holds ? "ok" : "NOT OK"), claim));
    if (!holds) {
      failures.add(scene + ": " + claim);
    }
    return holds;
  }

  /** A line on its own. */
  void say(String line) {
    out.println(line);
  }

  /** How it went, in the last lines. */
  void end(double seconds) {
    out.println();
    out.println(
        in(
            failures.isEmpty() ? GREEN : RED,
            "%d of %d checks hold, in %.0f s"
                .formatted(checks - failures.size(), checks, seconds)));
    failures.forEach(failure -> out.println("  NOT OK  " + failure));
  }

  /** True where every claim held, and there were some. */
  boolean allWell() {
    return failures.isEmpty() && checks > 0;
  }

  private String in(String style, String text) {
    // Padding counts characters, so an escape sequence is kept out of columns where it can be.
    return colours ? "\033[" + style + "m" + text + "\033[0m" : text;
  }
}
