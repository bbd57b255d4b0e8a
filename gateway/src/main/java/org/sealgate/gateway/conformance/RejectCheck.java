package org.sealgate.gateway.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.sealgate.SmimeException;
import org.sealgate.certificate.Certificates;
import org.sealgate.fixtures.corpus.ManifestRow;
import org.sealgate.identity.IdentityFile;
import org.sealgate.mime.Octets;
import org.sealgate.smime.KeySource;
import org.sealgate.smime.OpenOptions;
import org.sealgate.smime.OpenedMessage;
import org.sealgate.smime.SmimeEngine;
import org.sealgate.smime.Verdict.SmimeResult;
import org.sealgate.trust.Crls;
import org.sealgate.trust.TrustStore;
import org.sealgate.trust.ValidationTime;

/** Rows {@code reject}: hostile input gets a clear error or a verdict that says what is wrong. */
final class RejectCheck implements RowCheck {
  private final SmimeEngine engine;
  private final Opening opening;
  private final Materials materials;

  RejectCheck(SmimeEngine engine, Opening opening, Materials materials) {
    this.engine = engine;
    this.opening = opening;
    this.materials = materials;
  }

  @Override
  public Comparison run(ManifestRow row) throws IOException {
    Path path = materials.file(row);
    if (Files.isDirectory(path)) {
      return everyFile(path);
    }
    String expected = row.expected().toString().toLowerCase(Locale.ROOT);
    boolean mustFail = expected.startsWith("reject");
    Comparison comparison = new Comparison();
    try (OpenedMessage opened = opening.open(row)) {
      Facts facts = new Facts(opened.verdict(), new byte[0], false);
      boolean good = facts.decrypted() || opened.verdict().result() == SmimeResult.PASS;
      comparison
          .note(facts.shape())
          .expect("accepted", mustFail ? "false" : "any", "" + good, !mustFail || !good);
    } catch (SmimeException e) {
      comparison.expect(
          "accepted", "false", "false (" + e.code() + ": " + e.getMessage() + ")", true);
    }
    return comparison;
  }

  /** Every reader reads every file; whatever is no clear error ends the row. */
  private Comparison everyFile(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    OpenOptions options =
        new OpenOptions(KeySource.none(), TrustStore.empty(), new ValidationTime.AnyTime());
    for (Path file : files) {
      byte[] octets = Files.readAllBytes(file);
      String name = folder.relativize(file).toString();
      cleanly(name, () -> engine.open(Octets.of(octets), options).close());
      cleanly(name, () -> engine.inspect(Octets.of(octets)));
      cleanly(name, () -> IdentityFile.read(octets, List.of()));
      cleanly(name, () -> Certificates.read(octets));
      cleanly(name, () -> Crls.read(octets));
    }
    return new Comparison().expect("read without a crash", files.size(), files.size());
  }

  /** A reader. */
  @FunctionalInterface
  private interface Reading {
    void run() throws IOException;
  }

  private static void cleanly(String name, Reading reading) throws IOException {
    try {
      reading.run();
    } catch (SmimeException e) {
      return; // a clear error is what is asked for
    } catch (RuntimeException | StackOverflowError e) {
      throw new IllegalStateException(name + ": " + e, e);
    }
  }
}
