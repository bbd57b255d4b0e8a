package org.sealgate.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.OutputStream;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.provider.MethodSource;
import org.sealgate.cms.CmsLimits;
import org.sealgate.identity.Identity;
import org.sealgate.mime.MimeLimits;
import org.sealgate.mime.Octets;
import org.sealgate.provider.Crypto;
import org.sealgate.smime.KeySource;
import org.sealgate.smime.OpenLimits;
import org.sealgate.smime.OpenOptions;
import org.sealgate.smime.OpenedMessage;
import org.sealgate.smime.SharedKey;
import org.sealgate.smime.SmimeEngine;
import org.sealgate.trust.TrustStore;
import org.sealgate.trust.ValidationTime;

/** A whole message through the engine: MIME, CMS, keys, signatures and paths. */
@ExtendWith(FuzzSummary.class)
class MessageFuzzTest {
  private static final Identity BOB = FreshSeeds.BOB;
  private static final Identity CAROL = FreshSeeds.CAROL;
  private static final SmimeEngine ENGINE =
      SmimeEngine.create(Crypto.preferred(), Clock.fixed(FreshSeeds.THEN, ZoneOffset.UTC));

  /** Whoever is named, we have a key for it: so that what lies behind is reached. */
  private static final KeySource ANY =
      any ->
          Stream.of(BOB, CAROL)
              .map(
                  each -> new KeySource.DecryptionKey("any", each.certificate(), each.privateKey()))
              .toList();

  private static final OpenOptions OPTIONS =
      new OpenOptions(
              ANY,
              TrustStore.of(List.of(FreshSeeds.ANCHOR.x509())),
              new ValidationTime.At(FreshSeeds.THEN))
          .withExtras(
              new OpenOptions.Extras(
                  List.of(BOB.certificate().x509()),
                  List.of(FreshSeeds.PASSWORD),
                  List.of(new SharedKey(new byte[0], new byte[16])),
                  Optional.empty()))
          .withLimits(limits());

  private static OpenLimits limits() {
    CmsLimits cms = new CmsLimits(500, 100, 100, 100, 1 << 20, 64, 2_000, 20_000, 1_000, 64 << 20);
    return new OpenLimits(10, 20, MimeLimits.DEFAULT, cms);
  }

  static Stream<byte[]> seeds() {
    return Seeds.of(
        Seeds.in(
            List.of(
                "bc-java",
                "bc-test-data",
                "covert",
                "generated-openssl",
                "openssl",
                "openssl-fuzz/smime",
                "pqc",
                "protected-headers",
                "rfc4134",
                "thunderbird"),
            ".eml",
            ".msg",
            ".p7m",
            ".p7s",
            ".p7c",
            ".message",
            ".bin",
            ".der"),
        FreshSeeds::mails);
  }

  @MethodSource("seeds")
  @FuzzTest(maxExecutions = 5_000)
  void opensAnything(byte[] input) {
    Bounded.run(
        input,
        () -> {
          try (OpenedMessage opened = ENGINE.open(Octets.of(input), OPTIONS)) {
            opened.verdict().result();
            opened.verdict().contentSigners();
            opened.message().writeTo(OutputStream.nullOutputStream());
            opened.decrypted().writeTo(OutputStream.nullOutputStream());
            opened.content().writeTo(OutputStream.nullOutputStream());
          }
        });
  }
}
