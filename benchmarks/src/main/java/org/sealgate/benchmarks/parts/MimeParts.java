package org.sealgate.benchmarks.parts;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.sealgate.mime.Base64Decoding;
import org.sealgate.mime.Base64Encoding;
import org.sealgate.mime.Canonical;
import org.sealgate.mime.Entity;
import org.sealgate.mime.MessageSplit;
import org.sealgate.mime.MimeLimits;
import org.sealgate.mime.Multipart;
import org.sealgate.mime.Octets;

/** Base64, header scan, boundary scan and canonical form. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MimeParts {
  private static final String HEADER =
      """
      From: alice@example.org
      To: bob@example.org
      Subject: figures
      MIME-Version: 1.0
      Content-Type: multipart/mixed; boundary="----------0f3a9c1b7d2e4f60a1b2c3d4"

      ------------0f3a9c1b7d2e4f60a1b2c3d4
      Content-Type: application/octet-stream
      Content-Transfer-Encoding: base64

      """;
  private static final String END = "\n------------0f3a9c1b7d2e4f60a1b2c3d4--\n";

  @Param({"102400", "10485760"})
  int size;

  private byte[] octets = {};
  private byte[] lines = {};
  private Octets mail = Octets.of(octets);
  private byte[] lineFeeds = {};

  @Setup
  public void prepare() {
    octets = new byte[size];
    new Random(size).nextBytes(octets);
    lines = Base64.getMimeEncoder().encode(octets);
    String body = new String(lines, StandardCharsets.US_ASCII);
    String text = HEADER.replace("\n", "\r\n") + body + END.replace("\n", "\r\n");
    mail = Octets.of(text.getBytes(StandardCharsets.US_ASCII));
    lineFeeds = text.replace("\r", "").getBytes(StandardCharsets.US_ASCII);
  }

  @Benchmark
  public void base64Encoding() throws IOException {
    Base64Encoding encoding = new Base64Encoding(OutputStream.nullOutputStream());
    encoding.write(octets);
    encoding.finish();
  }

  @Benchmark
  public long base64Decoding() throws IOException {
    return new Base64Decoding(new ByteArrayInputStream(lines))
        .transferTo(OutputStream.nullOutputStream());
  }

  /** Does not depend on the size. */
  @Benchmark
  public MessageSplit headerScan() throws IOException {
    return MessageSplit.of(mail, MimeLimits.DEFAULT);
  }

  @Benchmark
  public Multipart boundaryScan() throws IOException {
    return Entity.parse(mail, MimeLimits.DEFAULT).multipart(MimeLimits.DEFAULT).orElseThrow();
  }

  @Benchmark
  public boolean canonicalAlready() throws IOException {
    return Canonical.isCanonical(mail);
  }

  @Benchmark
  public long canonicalOfLineFeeds() throws IOException {
    try (Octets canonical = Canonical.of(Octets.of(lineFeeds), MimeLimits.DEFAULT)) {
      return canonical.length();
    }
  }

  /** What a copy of the same octets costs, to compare with. */
  @Benchmark
  public int copy() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(size);
    out.writeBytes(octets);
    return out.size();
  }
}
