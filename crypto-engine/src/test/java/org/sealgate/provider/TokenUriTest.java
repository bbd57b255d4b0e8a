package org.sealgate.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;

/** PKCS #11 URIs as RFC 7512 writes them. */
class TokenUriTest {
  private static final String MODULE = "?module-path=/lib/p11.so";

  @Test
  void everyPartIsFound() {
    TokenUri uri =
        TokenUri.parse(
            "pkcs11:token=My%20Token;serial=0a%3B1;slot-id=7;object=J%C3%BCrgen;type=private"
                + "?module-path=/usr/lib/my%20p11.so&pin-source=file:/etc/pin");
    assertThat(uri.token())
        .isEqualTo(Map.of("token", "My Token", "serial", "0a;1", "slot-id", "7"));
    assertThat(uri.object()).contains("Jürgen");
    assertThat(uri.module()).isEqualTo(Path.of("/usr/lib/my p11.so"));
    assertThat(uri.pinSource()).contains("file:/etc/pin");
  }

  @Test
  void whatIsNotSaidIsLeftOpen() {
    TokenUri uri = TokenUri.parse("PKCS11:" + MODULE);
    assertThat(uri.token()).isEmpty();
    assertThat(uri.object()).isEmpty();
    assertThat(uri.pinSource()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pkcs11:token=a                                    | module-path",
        "pkcs11:token=a?module-path=p11.so                 | absolute path",
        "pkcs11:colour=red?module-path=/p11.so             | 'colour' is not known",
        "pkcs11:token=a?module-path=/p11.so&module-name=x  | 'module-name' is not known",
        "pkcs11:token=a;token=b?module-path=/p11.so        | token stands there twice",
        "pkcs11:token?module-path=/p11.so                  | name=value",
        "pkcs11:token=a;?module-path=/p11.so               | name=value",
        "pkcs11:token=%zz?module-path=/p11.so              | two hexadecimal digits",
        "pkcs11:token=%4?module-path=/p11.so               | two hexadecimal digits",
        "pkcs11:token=%ff?module-path=/p11.so              | no UTF-8",
        "pkcs11:type=data?module-path=/p11.so              | type is one of",
        "pkcs11:id=%01?module-path=/p11.so                 | object=LABEL",
        "file:/etc/key.p12                                 | does not begin with pkcs11:"
      })
  void whatCannotBeHeededIsRefusedWithTheReason(String text, String reason) {
    assertThatThrownBy(() -> TokenUri.parse(text))
        .isInstanceOfSatisfying(
            SmimeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .hasMessageContaining(reason);
  }

  @Test
  void aPinIsRefusedAndNotRepeated() {
    assertThatThrownBy(() -> TokenUri.parse("pkcs11:token=a" + MODULE + "&pin-value=7355608"))
        .hasMessageContaining("pin-source=file:PATH")
        .hasMessageNotContaining("7355608");
    assertThat(TokenUri.parse("pkcs11:token=a" + MODULE + "&pin-source=7355608").toString())
        .isEqualTo("token 'a'");
  }
}
