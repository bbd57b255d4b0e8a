package org.sealgate.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Lets each result be opened or verified by another contestant, before the clock counts. */
final class Checks {
  private final Field field;
  private final Material material;

  Checks(Field field, Material material) {
    this.field = field;
    this.material = material;
  }

  /** Makes the message that a reading operation reads, and has it checked. */
  void makeInput(Cell cell) throws IOException {
    Operation maker = cell.operation().maker().orElseThrow();
    Cell making = new Cell(maker, cell.size(), cell.key(), cell.recipients());
    Path sealed = material.sealed(cell);
    Participant ours = field.firstOf(List.of(Contestants.SEALGATE, Contestants.SEALGATE_JDK));
    ours.run("1", making, "mail-" + cell.size(), 1, sealed.toString());
    for (Participant participant : field.participants().values()) {
      participant.load(sealed.getFileName().toString(), sealed);
    }
  }

  /**
   * Whether a contestant does this, and rightly.
   *
   * @throws IllegalStateException where another contestant says that the result is wrong
   */
  boolean passes(String name, Cell cell) throws IOException {
    Path result = material.result();
    Files.deleteIfExists(result);
    Participant participant = field.participant(name);
    String style = Field.style(name);
    String input = input(cell);
    if (participant.run(style, cell, input, 1, result.toString()).isEmpty()) {
      return false;
    }
    if (name.equals(Contestants.FLOOR)) {
      return true;
    }
    if (cell.operation().maker().isPresent()) {
      requireAttachment(name, cell);
      return true;
    }
    checkWithAnother(name, cell);
    return true;
  }

  private void checkWithAnother(String name, Cell cell) throws IOException {
    Path result = material.result();
    Cell reading = new Cell(cell.operation().checker(), cell.size(), cell.key(), cell.recipients());
    for (Map.Entry<String, Participant> other : field.participants().entrySet()) {
      if (!mayCheck(other.getKey(), name)) {
        continue;
      }
      other.getValue().load("check", result);
      Files.deleteIfExists(result);
      String style = Field.style(other.getKey());
      if (other.getValue().run(style, reading, "check", 1, result.toString()).isPresent()) {
        requireAttachment(name + ", read by " + other.getKey(), cell);
        return;
      }
    }
    throw new IllegalStateException("nobody can check " + cell.label() + " of " + name);
  }

  private static boolean mayCheck(String checker, String checked) {
    boolean related =
        checker.startsWith(Contestants.SEALGATE) && checked.startsWith(Contestants.SEALGATE);
    boolean same = Contestants.isNative(checker) && Contestants.isNative(checked);
    boolean reads =
        !checker.equals(Contestants.FLOOR) && !checker.equals(Contestants.SIMPLE_JAVA_MAIL);
    return reads && !related && !same;
  }

  /** What was read holds the attachment; libcrypto's verification gives nothing but its word. */
  private void requireAttachment(String who, Cell cell) throws IOException {
    Path result = material.result();
    if (Files.exists(result)
        && !Material.attachmentOf(result)
            .equals(Material.attachmentOf(material.mail(cell.size())))) {
      throw new IllegalStateException("wrong result of " + cell.label() + " by " + who);
    }
  }

  String input(Cell cell) {
    return cell.operation().maker().isPresent()
        ? material.sealed(cell).getFileName().toString()
        : "mail-" + cell.size();
  }
}
