package org.sealgate.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

  @ParameterizedTest
  @CsvSource({
    "bob@example.org, BOB@Example.ORG",
    "bob@bücher.example, bob@xn--bcher-kva.example",
    "bob@BÜCHER.example, bob@XN--BCHER-KVA.example",
    "bob@faß.example, bob@xn--fa-hia.example",
    "用户@例子.example, 用户@xn--fsqu00a.example",
    "'\"bob\"@example.org', bob@example.org",
  })
  void addressesOfOneMailboxAreEqual(String one, String other) {
    assertThat(EmailAddress.parse(one)).isPresent().isEqualTo(EmailAddress.parse(other));
    assertThat(EmailAddress.parse(one).hashCode()).isEqualTo(EmailAddress.parse(other).hashCode());
  }

  @ParameterizedTest
  @CsvSource({
    "bob@example.org, bob@example.com",
    "kim@example.org, \u212Aim@example.org",
    "bill@example.org, b\u0131ll@example.org",
    "bob@fass.example, bob@faß.example",
    "bob@example.org, bob@sub.example.org",
  })
  void lookAlikesAreNotEqual(String one, String other) {
    assertThat(EmailAddress.parse(one)).isPresent();
    assertThat(EmailAddress.parse(one)).isNotEqualTo(EmailAddress.parse(other));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bob",
        "@example.org",
        "bob@",
        "bob@example.org.",
        "bob@.example.org",
        "bob@example..org",
        " bob@example.org",
        "bob@example.org ",
        "bob @example.org",
        "bob@example.org\0.evil.example",
        "bob\0@example.org",
        "bob@example.org\r\nBcc: eve@example.org",
        "bob@good.example@evil.example",
        "<bob@example.org>",
        "bob\u200B@example.org",
        "bob@exa\u00A0mple.org",
        "bob@-example.org"
      })
  void whatIsNoAddressIsNotRepaired(String text) {
    assertThat(EmailAddress.parse(text)).isEmpty();
  }

  @Test
  void aQuotedLocalPartIsWrittenWithItsQuotes() {
    assertThat(EmailAddress.parse("\"a \\\"b@c\"@example.org"))
        .hasValueSatisfying(address -> {
          assertThat(address.localPart()).isEqualTo("a \"b@c");
          assertThat(address).hasToString("\"a \\\"b@c\"@example.org");
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "bob@example.org|bob@example.org",
        "Bob <bob@example.org>|bob@example.org",
        "\"Smith, Bob\" <bob@example.org> (home)|bob@example.org",
        "\"ceo@good.example\" <eve@evil.example>|eve@evil.example",
        "ceo@good.example <eve@evil.example>|eve@evil.example",
        "(ceo@good.example) eve@evil.example|eve@evil.example",
        "=?utf-8?q?B=C3=B6b?= <bob@example.org>|bob@example.org",
        "<@relay.example:bob@example.org>|bob@example.org",
      })
  void aMailboxIsFoundBesideItsDisplayName(String text, String address) {
    assertThat(EmailAddress.parseMailbox(text)).isEqualTo(EmailAddress.parse(address)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a@example.org, b@example.org",
        "Bob <bob@example.org",
        "<a@example.org> <b@example.org>",
        "<bob@example.org> b@evil.example",
        "\"bob@example.org",
        "undisclosed-recipients:;"
      })
  void severalOrBrokenMailboxesAreNotOne(String text) {
    assertThat(EmailAddress.parseMailbox(text)).isEqualTo(Optional.empty());
  }

  @Test
  void aListIsReadWithItsGroupsAndItsBrokenPiecesAreNamed() {
    AddressList list =
        AddressList.parse("a@x.example, Team: b@x.example, \"C\" <c@x.example>;, nobody at all");

    assertThat(list.addresses())
        .extracting(EmailAddress::toString)
        .containsExactly("a@x.example", "b@x.example", "c@x.example");
    assertThat(list.unreadable()).containsExactly("nobody at all");
  }
}
