package org.sealgate.gateway.notice;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;

/**
 * A program of the operator that is told of events: started once for each, without a shell, with
 * the event as one JSON object on its standard input. It is ended where it takes too long.
 *
 * @param command the program and its arguments
 * @param folder what a relative path is relative to, and where it runs
 * @param timeout after so long it is ended
 */
public record Hook(List<String> command, Path folder, Duration timeout) {
  private static final int MOST_SAID = 500;

  public Hook {
    command = List.copyOf(command);
  }

  /**
   * Tells of an event.
   *
   * @throws SmimeException UNAVAILABLE where the program cannot be started, fails, or takes too
   *     long; the event should be told again
   */
  public void tell(JsonNode event) {
    byte[] line = (event + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      Process process =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
      CompletableFuture<String> said = read(process.getInputStream());
      feed(process.getOutputStream(), line);
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw failed("took longer than " + timeout.toSeconds() + " s and was ended");
      }
      if (process.exitValue() != 0) {
        throw failed("ended with code " + process.exitValue() + ": " + said.join());
      }
    } catch (IOException e) {
      throw failed("cannot be started: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("was interrupted");
    }
  }

  private SmimeException failed(String how) {
    return new SmimeException(
        ErrorCode.UNAVAILABLE,
        "the hook " + command.getFirst() + " " + how + "; the event will be told again");
  }

  private static CompletableFuture<String> read(InputStream stream) {
    CompletableFuture<String> said = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try (stream) {
            byte[] first = stream.readNBytes(MOST_SAID);
            stream.transferTo(OutputStream.nullOutputStream());
            said.complete(new String(first, StandardCharsets.UTF_8).strip());
          } catch (IOException e) {
            said.complete("");
          }
        });
    return said;
  }

  /** A program may end without reading its input: its exit code tells whether that was right. */
  private static void feed(OutputStream stream, byte[] line) {
    Thread.ofVirtual()
        .start(() -> {
          try (stream) {
            stream.write(line);
          } catch (IOException e) {
            return;
          }
        });
  }
}
