package org.sealgate.identity;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of a PEM file (RFC 7468, and RFC 1421's headers): text around the blocks is skipped.
 *
 * @param label what stands after BEGIN
 * @param headers the lines with a colon before the base64, by lower-case name
 * @param octets what the base64 holds
 */
record PemBlock(String label, Map<String, String> headers, byte[] octets) {
  private static final Pattern BEGIN = Pattern.compile("^\\s*-{4,5} ?BEGIN ([^-]+?) ?-{4,5}\\s*$");
  private static final Pattern HEADER = Pattern.compile("^([A-Za-z0-9-]+):\\s*(.*)$");

  /** The blocks of a file in order; one that is cut off ends the list. */
  static List<PemBlock> of(byte[] file) {
    List<PemBlock> blocks = new ArrayList<>();
    String label = "";
    Map<String, String> headers = new LinkedHashMap<>();
    StringBuilder body = new StringBuilder();
    String text = new String(file, StandardCharsets.ISO_8859_1);
    for (String line : (Iterable<String>) text.lines()::iterator) {
      Matcher begin = BEGIN.matcher(line);
      if (begin.matches()) {
        label = begin.group(1);
        headers = new LinkedHashMap<>();
        body.setLength(0);
      } else if (!label.isEmpty() && line.strip().startsWith("----")) {
        blocks.add(new PemBlock(label, headers, Base64.getMimeDecoder().decode(body.toString())));
        label = "";
      } else if (!label.isEmpty()) {
        Matcher header = HEADER.matcher(line);
        if (header.matches()) {
          headers.put(header.group(1).toLowerCase(Locale.ROOT), header.group(2).strip());
        } else {
          body.append(line);
        }
      }
    }
    return blocks;
  }
}
