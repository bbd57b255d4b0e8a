package org.sealgate.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealgate.cms.RecipientIdentifier.IssuerAndSerialNumber;
import org.sealgate.policy.MailHeaders.Field;
import org.sealgate.smime.Finding;
import org.sealgate.smime.Layer;
import org.sealgate.smime.SignerVerdict;
import org.sealgate.smime.Verdict;

final class VerdictHeadersTest {
  private static final Finding GOOD = Finding.pass("ok", "fine");
  private final VerdictHeaders headers = new VerdictHeaders("mx.example.org");

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "X-Sealgate-Verdict, anything",
        "x-SEALGATE-other, anything",
        "Authentication-Results, mx.example.org; smime=pass",
        "authentication-results, MX.EXAMPLE.ORG 1; smime=pass",
        "Authentication-Results, ' (a (nested) comment) \"mx.example.org\"; smime=pass'",
        "Authentication-Results, mx.example.org"
      })
  void knowsFieldsThatClaimToBeOurs(String name, String value) {
    assertThat(headers.isForged(name, value)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "Authentication-Results, mx.example.com; dkim=pass",
    "Authentication-Results, other.mx.example.org; dkim=pass",
    "X-Sealgated, hello",
    "Subject, mx.example.org; smime=pass"
  })
  void leavesOtherFieldsAlone(String name, String value) {
    assertThat(headers.isForged(name, value)).isFalse();
  }

  @Test
  void tellsTheWorstSignerOnEachAxis() {
    SignerVerdict good = signer("CN=Good", GOOD);
    SignerVerdict bad = signer("CN=Bad", Finding.fail("digest-mismatch", "the content changed"));
    Verdict verdict =
        new Verdict(List.of(new Layer.Signed(true, List.of(good, bad), List.of())), List.of());

    List<Field> fields = headers.fields(verdict);

    assertThat(fields.getFirst().value())
        .startsWith("mx.example.org; smime=")
        .contains("(digest-mismatch: the content changed)");
    assertThat(fields.getLast().value())
        .contains("layers=signed", "integrity=fail:digest-mismatch", "path=pass");
  }

  @Test
  void letsNobodyWriteAFieldThroughANameInACertificate() {
    SignerVerdict signer =
        signer("CN=Evil", Finding.fail("no-anchor", "issuer (x)\r\nX-Evil: yes; smime=pass"));
    Verdict verdict =
        new Verdict(List.of(new Layer.Signed(true, List.of(signer), List.of())), List.of());

    String value = headers.fields(verdict).getFirst().value();

    assertThat(value).doesNotContain("\r", "\n").contains("\\(x\\)");
  }

  @Test
  void saysThatAMailIsNotSigned() {
    Verdict nothing = new Verdict(List.of(), List.of());

    assertThat(headers.fields(nothing).getFirst().value()).isEqualTo("mx.example.org; smime=none");
  }

  @Test
  void refusesAnIdThatIsNone() {
    assertThatThrownBy(() -> new VerdictHeaders("mx example; smime=pass"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static SignerVerdict signer(String issuer, Finding integrity) {
    return new SignerVerdict(
        new IssuerAndSerialNumber(new X500Principal(issuer).getEncoded(), BigInteger.TEN),
        Optional.empty(),
        Optional.empty(),
        integrity,
        GOOD,
        GOOD,
        GOOD,
        GOOD,
        GOOD,
        GOOD);
  }
}
