package org.sealgate.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.sealgate.Secret;
import org.sealgate.fixtures.pki.Pkcs12Style;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;
import org.sealgate.identity.IdentityFile;
import org.sealgate.identity.KeyFileLimits;

/** The reader of key files: PKCS#12, PKCS#8, PEM, PKCS#7 and Java's key stores. */
class KeyFileFuzzTest {
  private static final List<Secret> PASSWORDS = List.of(Secret.of("password"), Secret.of(""));
  private static final KeyFileLimits LIMITS =
      new KeyFileLimits(1 << 20, 200, 8, 3_000, 30_000, 4 << 20);

  static Stream<byte[]> seeds() {
    TestIdentity alice = TestPki.shared().user("alice@example.org").issue();
    Stream<byte[]> generated =
        Stream.of(
            (alice.privateKeyPem() + alice.chainPem()).getBytes(StandardCharsets.US_ASCII),
            alice.privateKey().getEncoded());
    Stream<byte[]> stores =
        Stream.of(Pkcs12Style.values()).map(style -> alice.pkcs12(style, "password"));
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
    return Stream.of(generated, stores, found).flatMap(each -> each);
  }

  @MethodSource("seeds")
  @FuzzTest
  void readsAnything(byte[] input) {
    Bounded.run(() -> IdentityFile.read(input, PASSWORDS, LIMITS).allCertificates());
  }
}
