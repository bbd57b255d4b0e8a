package org.sealgate.cms;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealgate.provider.Crypto;

/** What claims to be a wrapped key, and is none. */
class KeyWrapTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "2.16.840.1.101.3.4.1.5, 16",
    "2.16.840.1.101.3.4.1.45, 32",
    "1.2.840.113549.1.9.16.3.6, 24",
    "1.2.840.113549.1.9.16.3.7, 16",
    "1.2.392.200011.61.1.1.3.2, 16",
    "1.2.410.200004.7.1.1.1, 16"
  })
  void ofAnyLengthIsRefusedInOneWay(String oid, int keyOctets) throws Exception {
    KeyWrap wrap = KeyWrap.of(AlgorithmIdentifier.of(oid));
    for (int octets = 0; octets <= 48; octets++) {
      byte[] wrapped = new byte[octets];
      assertThatThrownBy(() -> wrap.unwrap(Crypto.preferred(), new byte[keyOctets], wrapped))
          .as(octets + " octets")
          .isInstanceOf(GeneralSecurityException.class);
    }
  }
}
