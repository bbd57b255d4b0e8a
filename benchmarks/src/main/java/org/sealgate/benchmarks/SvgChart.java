package org.sealgate.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Ours over libcrypto, its tuned form and Bouncy Castle, as bars on a logarithmic scale. */
final class SvgChart {
  private static final int LEFT = 220;
  private static final int WIDTH = 640;
  private static final int BAR = 7;
  private static final int ROW = 3 * BAR + 9;
  private static final int TOP = 64;
  private static final double MIN = 0.5;
  private static final double MAX = 128;

  private static final List<String> PEERS =
      List.of(Contestants.LIBCRYPTO, Contestants.LIBCRYPTO_TUNED, Contestants.BOUNCY_CASTLE);
  private static final List<String> COLOURS = List.of("#2a6fb0", "#7fb2dd", "#d98032");

  private final Results results;

  SvgChart(Results results) {
    this.results = results;
  }

  String svg() {
    List<Cell> cells = results.cells().stream().filter(cell -> !cell.key().equals("p256")).toList();
    int height = TOP + cells.size() * ROW + 20;
    List<String> lines = new ArrayList<>();
    lines.add(
        line(
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' font-family='sans-serif'"
                + " font-size='11'>",
            LEFT + WIDTH + 60, height));
    lines.add(line("<rect width='%d' height='%d' fill='white'/>", LEFT + WIDTH + 60, height));
    lines.add("<text x='8' y='20' font-size='14'>Operations per CPU second, ours over</text>");
    for (int i = 0; i < PEERS.size(); i++) {
      int x = 290 + i * 150;
      lines.add(line("<rect x='%d' y='11' width='10' height='10' fill='%s'/>", x, COLOURS.get(i)));
      lines.add(line("<text x='%d' y='20'>%s</text>", x + 15, PEERS.get(i)));
    }
    for (double mark = MIN; mark <= MAX; mark *= 2) {
      lines.add(scale(mark, height));
    }
    for (int i = 0; i < cells.size(); i++) {
      lines.addAll(row(cells.get(i), TOP + i * ROW));
    }
    lines.add("</svg>");
    return String.join("\n", lines) + "\n";
  }

  private static String scale(double mark, int height) {
    String colour = mark == 1 ? "#333" : "#ddd";
    return line(
        "<line x1='%.1f' y1='%d' x2='%.1f' y2='%d' stroke='%s'/>"
            + "<text x='%.1f' y='%d' text-anchor='middle'>%s</text>",
        x(mark), TOP - 8, x(mark), height - 12, colour, x(mark), TOP - 14, text(mark));
  }

  private List<String> row(Cell cell, int y) {
    List<String> lines = new ArrayList<>();
    lines.add(line("<text x='8' y='%d'>%s</text>", y + 2 * BAR, cell.label()));
    for (int i = 0; i < PEERS.size(); i++) {
      OptionalDouble ratio = results.ratio(cell, Contestants.SEALGATE, PEERS.get(i));
      if (ratio.isPresent()) {
        double value = ratio.getAsDouble();
        double from = Math.min(x(1), x(value));
        lines.add(
            line(
                "<rect x='%.1f' y='%d' width='%.1f' height='%d' fill='%s'/>"
                    + "<text x='%.1f' y='%d' font-size='8'>%s</text>",
                from,
                y + i * BAR,
                Math.max(1, Math.abs(x(value) - x(1))),
                BAR - 1,
                COLOURS.get(i),
                Math.max(x(1), x(value)) + 3,
                y + i * BAR + BAR - 1,
                text(value)));
      }
    }
    return lines;
  }

  private static double x(double ratio) {
    double bounded = Math.clamp(ratio, MIN, MAX);
    return LEFT + WIDTH * Math.log(bounded / MIN) / Math.log(MAX / MIN);
  }

  private static String text(double value) {
    return value >= 10 || value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.2f", value);
  }

  @SuppressWarnings("AnnotateFormatMethod") // would be the only use of another library
  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
