package org.sealgate.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealgate.fixtures.mail.TestMails;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;
import org.sealgate.smime.Verdict.SmimeResult;

/**
 * Headers around a good signature that two programs read differently: the one that shows the mail
 * must not show what the other did not check (RFC 2045, 3; RFC 5322, 3.6).
 */
class AmbiguousMailTest {
  private final TestIdentity alice = TestPki.shared().user("alice@example.org").issue();
  private final String signed = Sealing.text(Sealing.signed(TestMails.plain(), alice));
  private final String boundary = between("boundary=\"", "\"");

  private String between(String start, String end) {
    int from = signed.indexOf(start) + start.length();
    return signed.substring(from, signed.indexOf(end, from));
  }

  private Verdict verdict(String mail) {
    assertThat(mail).isNotEqualTo(signed);
    return Sealing.open(Sealing.octets(mail)).verdict();
  }

  private void assertAmbiguous(String mail) {
    Verdict verdict = verdict(mail);
    assertThat(verdict.contentSigners().getFirst().integrity().status())
        .isEqualTo(Finding.Status.PASS);
    assertThat(Payloads.codes(verdict)).containsExactly("ambiguous-header");
    assertThat(verdict.result()).isEqualTo(SmimeResult.POLICY);
  }

  private String withParameter(String parameter) {
    String own = "boundary=\"" + boundary + "\"";
    return signed.replace(own, own + parameter);
  }

  @Test
  void aSecondTypeIsOneThatAnotherProgramMayShow() {
    assertAmbiguous(
        "Content-Transfer-Encoding: 7bit\r\ncontent-transfer-encoding: base64\r\n" + signed);
    assertAmbiguous(withParameter("\r\nContent-Type: text/html; charset=utf-8"));
  }

  @Test
  void aSecondBoundaryCutsAnotherContent() {
    assertAmbiguous(withParameter("; boundary=other"));
    assertAmbiguous(withParameter(";\r\n boundary*=us-ascii''" + boundary));
    assertAmbiguous(
        withParameter(
            ";\r\n BOUNDARY*0="
                + boundary.substring(0, 4)
                + "; boundary*1="
                + boundary.substring(4)));
  }

  @Test
  void aCrAloneEndsALineForSomePrograms() {
    assertAmbiguous("X-Note: a\rFrom: boss@example.org\r\n" + signed);
  }

  @Test
  void whatIsSaidTwiceInTheSameWordsOrInPiecesIsNotAmbiguous() {
    String type = "Content-Type: " + between("Content-Type: ", "\r\n\r\n") + "\r\n";
    String pieces =
        signed.replace(
            "boundary=\"" + boundary,
            "boundary*0=\"seal\"; boundary*1=\"" + boundary.substring("seal".length()));
    for (String same : List.of(type + signed, pieces)) {
      assertThat(verdict(same).result()).isEqualTo(SmimeResult.PASS);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "From: boss@example.org\r\nFrom: cfo@example.org\r\nSender: alice@example.org\r\n",
        "From: alice@example.org\r\nFrom : boss@example.org\r\n",
        "From: alice@example.org\r\nFrom\t: boss@example.org\r\n",
      })
  void neitherAMatchNorSenderHelpsWhereThereAreTwoAuthors(String header) {
    String rest = signed.replaceFirst("From: [^\r]*\r\n", "");
    Verdict verdict = verdict(header + rest);
    assertThat(verdict.contentSigners().getFirst().addressMatch().code())
        .isEqualTo("several-from-fields");
    assertThat(verdict.result()).isEqualTo(SmimeResult.FAIL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "boss@example.org\0 <alice@example.org>",
        "\"boss@example.org\0\" <alice@example.org>",
        "boss@example.org\u0008 <alice@example.org>",
      })
  void anAuthorWithAControlCharacterIsNobody(String from) {
    Verdict verdict = verdict(signed.replaceFirst("From: [^\r]*\r\n", "From: " + from + "\r\n"));
    assertThat(verdict.contentSigners().getFirst().addressMatch().code())
        .isEqualTo("address-mismatch");
    assertThat(verdict.result()).isEqualTo(SmimeResult.FAIL);
  }

  @Test
  void theLineOfAMailboxFileIsNoAuthor() {
    assertThat(verdict("From alice@example.org Tue Apr 14 09:30:00 2026\r\n" + signed).result())
        .isEqualTo(SmimeResult.PASS);
  }
}
