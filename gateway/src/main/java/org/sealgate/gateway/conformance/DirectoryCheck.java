package org.sealgate.gateway.conformance;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldif.LDIFException;
import com.unboundid.ldif.LDIFReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sealgate.SmimeException;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.fixtures.corpus.ManifestRow;

/**
 * Rows {@code ldap}: entries of directories, whose certificates must be read or refused cleanly.
 */
final class DirectoryCheck implements RowCheck {
  private static final Pattern ENTRIES = Pattern.compile("\\bentries=(\\d+)|\\b(\\d+) entries");
  private static final Pattern BINARY = Pattern.compile("userCertificate;binary=(\\d+)");
  private static final Pattern PLAIN = Pattern.compile("userCertificate_plain=(\\d+)");

  private final Materials materials;

  DirectoryCheck(Materials materials) {
    this.materials = materials;
  }

  @Override
  public Comparison run(ManifestRow row) throws IOException {
    List<Entry> entries = read(row);
    String expected = row.expected().toString();
    Comparison comparison = new Comparison();
    number(ENTRIES, expected, "entries", entries.size(), comparison);
    number(BINARY, expected, "userCertificate;binary", values(entries, true), comparison);
    number(PLAIN, expected, "userCertificate", values(entries, false), comparison);
    comparison.note(certificates(entries));
    if (comparison.compared() == 0) {
      comparison.expect("entries readable", true, !entries.isEmpty());
    }
    return comparison;
  }

  private List<Entry> read(ManifestRow row) throws IOException {
    String text = Files.readString(materials.file(row));
    String folder = materials.file(row, "").toUri().toString();
    // Values may be named by URL; the files lie beside the manifest.
    String here =
        text.replaceAll(
            "(?m)(:< )file:///?(?:[^\\n]*/)?(certs|crls|certpairs)/", "$1" + folder + "$2/");
    List<Entry> entries = new ArrayList<>();
    try (LDIFReader reader = new LDIFReader(new BufferedReader(new StringReader(here)))) {
      for (Entry entry = reader.readEntry(); entry != null; entry = reader.readEntry()) {
        entries.add(entry);
      }
    } catch (LDIFException e) {
      throw new Skipped("the LDIF cannot be read: " + e.getMessage(), e);
    }
    return entries;
  }

  private static void number(
      Pattern pattern, String expected, String what, int met, Comparison comparison) {
    Matcher matcher = pattern.matcher(expected);
    if (matcher.find()) {
      String digits = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
      comparison.expect(what, Integer.parseInt(digits), met);
    }
  }

  private static int values(List<Entry> entries, boolean binary) {
    int count = 0;
    for (Entry entry : entries) {
      for (Attribute attribute : entry.getAttributes()) {
        if (attribute.getBaseName().equalsIgnoreCase("userCertificate")
            && attribute.hasOptions() == binary) {
          count += attribute.size();
        }
      }
    }
    return count;
  }

  private static String certificates(List<Entry> entries) {
    int read = 0;
    int refused = 0;
    for (Entry entry : entries) {
      for (byte[] value : values(entry)) {
        try {
          MailCertificate.parse(value).purpose();
          read++;
        } catch (SmimeException e) {
          refused++;
        }
      }
    }
    return read + " certificates read, " + refused + " refused";
  }

  private static List<byte[]> values(Entry entry) {
    List<byte[]> values = new ArrayList<>();
    for (Attribute attribute : entry.getAttributes()) {
      if (attribute.getBaseName().toLowerCase(Locale.ROOT).endsWith("certificate")) {
        values.addAll(List.of(attribute.getValueByteArrays()));
      }
    }
    return values;
  }
}
