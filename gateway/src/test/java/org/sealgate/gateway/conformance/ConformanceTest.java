package org.sealgate.gateway.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sealgate.fixtures.Tools;

/** Every row of the corpora, Thunderbird's among them, where the corpora are beside the project. */
class ConformanceTest {
  private static final Conformance.Selection EVERYTHING = new Conformance.Selection("", "");

  /** Rows with which we disagree; the report says why, with the clause. */
  private static final List<String> DISAGREEMENTS =
      List.of(
          "3nnn_smime.eml",
          "rawsha256nonull.p7m",
          "SignedValidcRLIssuerTest30.eml",
          "pkits/pkits.ldif");

  @Test
  void everyRowPassesExceptThoseListed() throws IOException {
    Conformance conformance = new Conformance(Tools.requireCorpora());
    List<RowResult> rows = conformance.run(EVERYTHING, (done, all) -> {});
    List<RowResult> notPassed =
        rows.stream().filter(row -> row.outcome() != RowResult.Outcome.PASSED).toList();
    assertThat(rows).hasSizeGreaterThan(2_000);
    assertThat(notPassed)
        .as("each of the listed rows, and no other")
        .hasSameSizeAs(DISAGREEMENTS)
        .allSatisfy(row -> assertThat(DISAGREEMENTS).anyMatch(row.path()::endsWith));
  }
}
