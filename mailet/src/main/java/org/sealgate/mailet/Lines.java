package org.sealgate.mailet;

/** Lines of a mail we write ourselves, ended by CRLF; a line end inside a line becomes a space. */
final class Lines {
  private static final int WIDTH = 76;

  private final StringBuilder text = new StringBuilder();

  Lines add(String line) {
    text.append(line.replaceAll("[\\r\\n]+", " ")).append("\r\n");
    return this;
  }

  /** The text in lines of at most 76 characters where its words allow. */
  Lines wrapped(String paragraph) {
    StringBuilder line = new StringBuilder();
    for (String word : paragraph.strip().split("\\s+", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > WIDTH) {
        add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    return add(line.toString());
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
