package org.sealgate.gateway.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sealgate.Secret;
import picocli.CommandLine.Option;

/** {@code --passwords FILE}: a list of passwords to try, one a line. */
final class PasswordListOption {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  @Option(
      names = "--passwords",
      paramLabel = "FILE",
      description =
          "File with passwords, one a line, that are tried on each key file; - for stdin.")
  private List<String> files = new ArrayList<>();

  /** Every line of every file, without empty ones. */
  List<Secret> all(Terminal terminal) throws IOException {
    List<Secret> secrets = new ArrayList<>();
    for (String file : files) {
      byte[] octets =
          file.equals("-")
              ? terminal.in().readAllBytes()
              : Files.readAllBytes(terminal.resolve(file));
      secrets.addAll(lines(octets));
      Arrays.fill(octets, (byte) 0);
    }
    return secrets;
  }

  private static List<Secret> lines(byte[] octets) {
    CharBuffer text = decoded(octets);
    char[] chars = new char[text.remaining()];
    text.get(chars);
    List<Secret> secrets = new ArrayList<>();
    int start = chars.length > 0 && chars[0] == BYTE_ORDER_MARK ? 1 : 0;
    for (int i = start; i <= chars.length; i++) {
      if (i == chars.length || chars[i] == '\n' || chars[i] == '\r') {
        if (i > start) {
          secrets.add(Secret.of(Arrays.copyOfRange(chars, start, i)));
        }
        start = i + 1;
      }
    }
    Arrays.fill(chars, '\0');
    Arrays.fill(text.array(), '\0');
    return secrets;
  }

  /** As editors save it: UTF-8, UTF-16 where a mark says so, and what is neither as Latin-1. */
  private static CharBuffer decoded(byte[] octets) {
    boolean wide = octets.length > 1 && (octets[0] & octets[1] & 0xFE) == 0xFE;
    Charset first = wide ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
    try {
      return first.newDecoder().decode(ByteBuffer.wrap(octets));
    } catch (CharacterCodingException e) {
      return StandardCharsets.ISO_8859_1.decode(ByteBuffer.wrap(octets));
    }
  }
}
