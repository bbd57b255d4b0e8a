package org.sealgate.gateway.notice;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.sealgate.archive.ArchivedIdentity;

/**
 * The report as CSV (RFC 4180), for spreadsheets. A text that a spreadsheet would take for a
 * formula gets an apostrophe before it: names in certificates come from strangers.
 */
public final class ExpiryCsv {
  /** The head of the table. */
  public static final String HEAD =
      "daysLeft,notAfter,owner,addresses,purpose,key,subject,issuer,serialNumber,id\r\n";

  private static final String FORMULA = "=+-@\t\r";

  private ExpiryCsv() {}

  /** A row of it. */
  public static String row(Expiry expiry) {
    ArchivedIdentity entry = expiry.entry();
    var certificate = entry.certificate();
    String addresses =
        certificate.addresses().stream().map(Object::toString).collect(Collectors.joining(" "));
    String texts =
        List.of(
                certificate.notAfter().toString(),
                entry.owner(),
                addresses,
                entry.purpose().name().toLowerCase(Locale.ROOT),
                certificate.keyDescription(),
                certificate.x509().getSubjectX500Principal().getName(),
                certificate.x509().getIssuerX500Principal().getName(),
                certificate.x509().getSerialNumber().toString(16),
                entry.id())
            .stream()
            .map(ExpiryCsv::cell)
            .collect(Collectors.joining(","));
    return expiry.daysLeft() + "," + texts + "\r\n";
  }

  /** A cell that is text and nothing but text. */
  static String cell(String text) {
    boolean formula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
    String safe = (formula ? "'" : "") + text.replace("\"", "\"\"");
    return '"' + safe + '"';
  }
}
