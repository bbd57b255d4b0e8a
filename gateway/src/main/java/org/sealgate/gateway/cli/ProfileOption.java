package org.sealgate.gateway.cli;

import java.util.stream.Collectors;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.cms.Profile;
import picocli.CommandLine.Option;

/** {@code --profile NAME}: the algorithms of what is written. */
final class ProfileOption {
  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = {
        "Named choice of algorithms:",
        "default: what everybody reads, AES-256-CBC;",
        "outlook-safe: what every Outlook since 2007 reads;",
        "edi-energy: PSS and OAEP, for the German energy market;",
        "bsi, modern: PSS, OAEP, AES-256-GCM;",
        "pq-hybrid: the same with SHA-512, for ML-DSA and ML-KEM certificates beside others;",
        "legacy: 3DES, for readers that know nothing newer."
      })
  private String name = Profile.DEFAULT.name();

  /** The profile of that name. */
  Profile profile() {
    return Profile.named(name)
        .orElseThrow(() ->
            new SmimeException(
                ErrorCode.USAGE,
                "there is no profile '"
                    + name
                    + "'; choose one of "
                    + Profile.ALL.stream().map(Profile::name).collect(Collectors.joining(", "))));
  }
}
