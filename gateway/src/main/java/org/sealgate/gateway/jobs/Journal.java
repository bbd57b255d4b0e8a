package org.sealgate.gateway.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;

/**
 * How far a job over an mbox file is, in a file of one JSON value a line: first what the source
 * was, then for each checkpoint where it stood and what was found since the one before. A line
 * counts when its line end is there.
 */
final class Journal implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FileChannel file;
  private final Tally tally = new Tally();
  private final Tally sinceMark = new Tally();
  private Position last = new Position(0, 0, 0);

  private Journal(FileChannel file) {
    this.file = file;
  }

  /**
   * A place both files were at together.
   *
   * @param source octets of the source that are done
   * @param destination octets of the destination they became
   * @param mails mails done
   */
  record Position(long source, long destination, int mails) {}

  /** What the source was when the job began. */
  record Identity(String source, long size, long modified) {}

  /** One checkpoint. */
  record Checkpoint(Position position, DecryptionReport found) {}

  /**
   * The journal of a job: a new one, or that of an interrupted run.
   *
   * @throws SmimeException USAGE where the source has changed since
   */
  static Journal open(ArchiveDecryption.Request request) throws IOException {
    Path path = request.journal();
    Identity identity = identity(request.source());
    List<String> lines = request.resume() && Files.exists(path) ? wholeLines(path) : List.of();
    Journal journal =
        new Journal(
            FileChannel.open(
                path,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING));
    journal.append(identity);
    if (!lines.isEmpty()) {
      journal.replay(lines, identity, request);
    }
    return journal;
  }

  private void replay(List<String> lines, Identity identity, ArchiveDecryption.Request request)
      throws IOException {
    try {
      if (!JSON.readValue(lines.getFirst(), Identity.class).equals(identity)) {
        throw new SmimeException(
            ErrorCode.USAGE,
            request.source()
                + " has changed since the interrupted run; remove "
                + request.part()
                + " and begin anew");
      }
      for (String line : lines.subList(1, lines.size())) {
        Checkpoint checkpoint = JSON.readValue(line, Checkpoint.class);
        tally.addAll(checkpoint.found());
        last = checkpoint.position();
        append(checkpoint);
      }
    } catch (JsonProcessingException e) {
      throw SmimeException.malformed(
          request.journal() + " is damaged; remove it and " + request.part() + " and begin anew",
          e);
    }
  }

  private static Identity identity(Path source) throws IOException {
    return new Identity(
        source.toAbsolutePath().normalize().toString(),
        Files.size(source),
        Files.getLastModifiedTime(source).toMillis());
  }

  private static List<String> wholeLines(Path path) throws IOException {
    String text = Files.readString(path);
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }

  /** Where the interrupted run was, or the beginning. */
  Position last() {
    return last;
  }

  /** Adds what was found. */
  void add(DecryptionReport found) {
    tally.addAll(found);
    sinceMark.addAll(found);
  }

  /** Notes that both files are at this place, on the disk. */
  void mark(Position position) throws IOException {
    last = position;
    append(new Checkpoint(position, sinceMark.take()));
  }

  /** Everything that was found, in the interrupted run and in this one. */
  DecryptionReport report() {
    return tally.report();
  }

  private void append(Object value) throws IOException {
    ByteBuffer line =
        ByteBuffer.wrap((JSON.writeValueAsString(value) + "\n").getBytes(StandardCharsets.UTF_8));
    while (line.hasRemaining()) {
      file.write(line);
    }
    file.force(false);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
