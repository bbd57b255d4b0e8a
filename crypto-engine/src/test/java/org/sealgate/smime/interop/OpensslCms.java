package org.sealgate.smime.interop;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.List;
import org.sealgate.fixtures.ProgramRun;
import org.sealgate.fixtures.TemporaryDirectory;
import org.sealgate.fixtures.pki.TestIdentity;

/**
 * {@code openssl cms} with its legacy algorithms, in a directory where everybody's certificate and
 * key lie as {@code NAME.pem} and {@code NAME.key}, and the authorities as {@code root.pem} and
 * {@code issuers.pem}. Options are written as on a command line.
 */
final class OpensslCms implements AutoCloseable {
  private static final List<String> PROVIDERS =
      List.of("-provider", "legacy", "-provider", "default");

  private final TemporaryDirectory directory = TemporaryDirectory.create();

  OpensslCms() {
    People.all().forEach(this::add);
    directory.write("root.pem", TestIdentity.pem(People.pki().anchor()));
    TestIdentity anyone = People.named("rsa_2048");
    StringBuilder issuers = new StringBuilder();
    anyone.chain().forEach(issuer -> issuers.append(TestIdentity.pem(issuer)));
    directory.write("issuers.pem", issuers.toString());
  }

  private void add(String name, TestIdentity person) {
    directory.write(name + ".pem", person.certificatePem());
    directory.write(name + ".key", person.privateKeyPem());
  }

  /** A file for it to read. */
  void write(String name, byte[] content) {
    directory.write(name, content);
  }

  byte[] read(String name) {
    return directory.read(name);
  }

  /** Runs {@code openssl cms} over an input, to its end, whatever that is. */
  ProgramRun cms(String options, byte[] input) {
    List<String> command = new ArrayList<>(List.of("cms"));
    command.addAll(PROVIDERS);
    command.addAll(List.of(options.strip().split("\\s+")));
    return run(input, command);
  }

  /** What {@code openssl cms} makes of an input. */
  byte[] made(String options, byte[] input) {
    return cms(options, input).orFail().out();
  }

  /** Any other of its commands, without an input. */
  byte[] command(String arguments) {
    return run(new byte[0], List.of(arguments.split(" "))).orFail().out();
  }

  /** The version line, for the report of a failure. */
  String version() {
    return new String(command("version"), US_ASCII).strip();
  }

  private ProgramRun run(byte[] input, List<String> command) {
    return ProgramRun.of("openssl").in(directory.path()).input(input).run(command);
  }

  @Override
  public void close() {
    directory.close();
  }
}
