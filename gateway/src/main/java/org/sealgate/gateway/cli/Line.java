package org.sealgate.gateway.cli;

/** Text from elsewhere made fit for one line of a terminal. */
final class Line {
  private static final int LONGEST = 600;

  private Line() {}

  /**
   * The text in one line: line ends become blanks, and other control characters, with which a
   * hostile certificate or mail could drive a terminal, become question marks.
   */
  static String of(String text) {
    StringBuilder line = new StringBuilder(Math.min(text.length(), LONGEST));
    text.codePoints().limit(LONGEST).map(Line::printable).forEach(line::appendCodePoint);
    return line.toString().strip().replaceAll(" {2,}", " ");
  }

  private static int printable(int codePoint) {
    if (codePoint == '\n' || codePoint == '\r' || codePoint == '\t') {
      return ' ';
    }
    int type = Character.getType(codePoint);
    boolean drives =
        type == Character.CONTROL || type == Character.FORMAT || type == Character.LINE_SEPARATOR;
    return drives ? '?' : codePoint;
  }
}
