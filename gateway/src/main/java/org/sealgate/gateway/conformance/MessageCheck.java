package org.sealgate.gateway.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.sealgate.SmimeException;
import org.sealgate.fixtures.corpus.ManifestRow;
import org.sealgate.smime.Finding;
import org.sealgate.smime.Layer;
import org.sealgate.smime.OpenedMessage;
import org.sealgate.smime.Verdict;

/** Rows {@code verify}, {@code decrypt} and {@code decrypt+verify}: opens the message, compares. */
final class MessageCheck implements RowCheck {
  private static final int LARGEST = 64 << 20;

  private final Opening opening;
  private final Materials materials;

  MessageCheck(Opening opening, Materials materials) {
    this.opening = opening;
    this.materials = materials;
  }

  @Override
  public Comparison run(ManifestRow row) throws IOException {
    Facts facts = facts(row);
    Comparison comparison = new Comparison().note(facts.shape());
    if (row.expected().isScanned()) {
      new ScannedLayers(facts, comparison).compare(row.expected().layers());
    } else {
      Expectations expectations =
          new Expectations(row, new Expectations.Tools(materials, opening.trust()), facts);
      expectations.compare(comparison);
    }
    if (comparison.compared() == 0) {
      throw new Skipped("the row states no outcome that could be compared: " + row.expected());
    }
    return comparison;
  }

  /** What opening gives; a message that cannot be opened at all is one unreadable layer. */
  private Facts facts(ManifestRow row) throws IOException {
    try (OpenedMessage opened = opening.open(row)) {
      if (opened.content().length() > LARGEST) {
        throw new Skipped("larger than what is compared here");
      }
      byte[] before = Files.readAllBytes(materials.file(row));
      boolean unchanged = Arrays.equals(before, opened.message().toByteArray());
      return new Facts(opened.verdict(), opened.content().toByteArray(), unchanged);
    } catch (SmimeException e) {
      Finding problem = Finding.fail(e.code().name(), String.valueOf(e.getMessage()));
      Layer unreadable = new Layer.Unreadable("message", problem);
      return new Facts(new Verdict(List.of(unreadable), List.of()), new byte[0], false);
    }
  }
}
