package org.sealgate.smime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.fixtures.mail.TestMails;
import org.sealgate.fixtures.pki.KeyAlgorithm;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;
import org.sealgate.mime.Octets;

/** Certificates to whose keys nothing can be encrypted, as a directory may hold them. */
class HostileRecipientTest {
  private static final TestIdentity BOB = TestPki.shared().user("bob@example.net").issue();

  static Stream<TestIdentity> broken() {
    return Stream.of(KeyAlgorithm.EC_P256, KeyAlgorithm.EC_P384, KeyAlgorithm.X25519)
        .map(key -> TestPki.shared().user("eve@example.org").key(key).issue());
  }

  /** A point that is not on its curve; on Curve25519, where each is one, the point of order one. */
  private static byte[] withBrokenKey(TestIdentity person) {
    byte[] der = MailCertificate.of(person.certificate()).encoded();
    byte[] info = person.certificate().getPublicKey().getEncoded();
    byte[] broken = info.clone();
    if (info.length < 60) {
      Arrays.fill(broken, info.length - 32, info.length, (byte) 0);
    } else {
      broken[info.length - 1] ^= 1;
    }
    return Sealing.octets(Sealing.text(der).replace(Sealing.text(info), Sealing.text(broken)));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void areNamedAndNothingIsWritten(TestIdentity eve) {
    String serial = eve.certificate().getSerialNumber().toString(16);
    List<MailCertificate> recipients =
        List.of(MailCertificate.of(BOB.certificate()), MailCertificate.parse(withBrokenKey(eve)));
    SmimeEngine engine = SmimeEngine.create();
    Octets mail = Octets.of(TestMails.plain());
    assertThatThrownBy(
            () -> Written.by(out -> engine.encrypt(mail, EncryptOptions.to(recipients), out)))
        .isInstanceOfSatisfying(
            SmimeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED))
        .hasMessageContaining(serial)
        .hasMessageNotContaining("\n");
  }
}
