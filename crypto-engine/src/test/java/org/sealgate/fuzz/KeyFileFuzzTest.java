package org.sealgate.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.provider.MethodSource;
import org.sealgate.Secret;
import org.sealgate.identity.IdentityFile;
import org.sealgate.identity.KeyFileLimits;

/** The reader of key files: PKCS#12, PKCS#8, PEM, PKCS#7 and Java's key stores. */
@ExtendWith(FuzzSummary.class)
class KeyFileFuzzTest {
  private static final List<Secret> PASSWORDS = List.of(FreshSeeds.PASSWORD, Secret.of(""));
  private static final KeyFileLimits LIMITS =
      new KeyFileLimits(1 << 20, 200, 8, 3_000, 30_000, 4 << 20);

  static Stream<byte[]> seeds() {
    Stream<byte[]> found =
        Stream.concat(
            Seeds.in(
                List.of("pkcs12", "openssl", "mimekit", "thunderbird", "bc-test-data"),
                ".p12",
                ".pfx",
                ".pem",
                ".key",
                ".jks"),
            Seeds.in(List.of("nss-fuzz/pkcs8", "openssl-fuzz/pem", "openssl-fuzz/decoder")));
    return Seeds.of(found, FreshSeeds::keyFiles);
  }

  @MethodSource("seeds")
  @FuzzTest(maxExecutions = 5_000)
  void readsAnything(byte[] input) {
    Bounded.run(input, () -> IdentityFile.read(input, PASSWORDS, LIMITS).allCertificates());
  }
}
