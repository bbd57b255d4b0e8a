package org.sealgate.gateway.cli;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.mime.Octets;
import org.sealgate.smime.HeaderPolicy;
import org.sealgate.smime.SmimeEngine;
import picocli.CommandLine.Option;

/** What becomes of the header fields of a mail that is encrypted. */
final class HeaderOptions {
  @Option(
      names = "--protect-headers",
      description =
          "Encrypt the header fields of the mail as well (RFC 9788): the subject outside is"
              + " [...], Comments and Keywords are not seen.")
  private boolean protect;

  @Option(
      names = "--header-policy",
      paramLabel = "NAME",
      description =
          "What --protect-headers leaves outside; 'baseline' as said there, 'shy': neither names"
              + " beside addresses nor the time zone, 'visible': everything.")
  private String policy = "baseline";

  @Option(
      names = "--legacy-display",
      description =
          "Write hidden header fields at the top of the text as well, for mail programs that"
              + " decrypt and do not know of protected ones.")
  private boolean legacyDisplay;

  /**
   * The policy for a mail.
   *
   * @throws SmimeException USAGE for a name that is none, REFUSED where the mail is sealed already
   */
  HeaderPolicy policy(Octets mail) throws IOException {
    HeaderPolicy chosen = protect ? named() : HeaderPolicy.NONE;
    if (legacyDisplay && !chosen.protects()) {
      throw new SmimeException(
          ErrorCode.USAGE, "--legacy-display shows hidden header fields; add --protect-headers");
    }
    if (chosen.protects() && !SmimeEngine.create().inspect(mail).layers().isEmpty()) {
      throw new SmimeException(
          ErrorCode.REFUSED,
          "it is signed or encrypted already, so that header fields can no more be put inside;"
              + " leave --protect-headers away, or start from the plain mail");
    }
    return chosen;
  }

  boolean legacyDisplay() {
    return legacyDisplay;
  }

  private HeaderPolicy named() {
    return Arrays.stream(HeaderPolicy.values())
        .filter(each -> each.protects() && word(each).equals(policy))
        .findFirst()
        .orElseThrow(() ->
            new SmimeException(
                ErrorCode.USAGE,
                "--header-policy '"
                    + policy
                    + "' is none of "
                    + Arrays.stream(HeaderPolicy.values())
                        .filter(HeaderPolicy::protects)
                        .map(HeaderOptions::word)
                        .collect(Collectors.joining(", "))));
  }

  private static String word(HeaderPolicy policy) {
    return policy.name().toLowerCase(Locale.ROOT);
  }
}
