package org.sealgate.gateway.notice;

import java.util.List;
import java.util.Locale;

/** What a notice says. */
final class NoticeText {
  private NoticeText() {}

  static String of(List<Expiry> expiries) {
    StringBuilder text =
        new StringBuilder("These certificates for encrypted or signed mail end soon:\n\n");
    for (Expiry expiry : expiries) {
      var entry = expiry.entry();
      text.append("  ").append(entry.owner()).append(", ").append(expiry.when()).append('\n');
      text.append("    ends     ").append(entry.certificate().notAfter()).append('\n');
      text.append("    use      ")
          .append(entry.certificate().purpose().name().toLowerCase(Locale.ROOT))
          .append(", ")
          .append(entry.certificate().keyDescription())
          .append('\n');
      text.append("    issuer   ").append(plain(entry.certificate().issuer())).append('\n');
      text.append("    serial   ")
          .append(entry.certificate().x509().getSerialNumber().toString(16))
          .append("\n\n");
    }
    return text.append(
            "Please ask for a new certificate in time. Old mail stays readable: the key is kept.\n")
        .toString();
  }

  /** Names in certificates come from strangers. */
  private static String plain(String name) {
    return name.replaceAll("\\p{Cntrl}", "?");
  }
}
