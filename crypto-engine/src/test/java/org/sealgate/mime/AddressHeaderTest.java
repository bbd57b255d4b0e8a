package org.sealgate.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressHeaderTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "a@b.org                                        | a@b.org",
        "<a@b.org>                                      | a@b.org",
        "Alice <a@b.org>                                | a@b.org",
        "\"ceo@bank.example\" <a@b.org>                 | a@b.org",
        "ceo@bank.example <a@b.org>                     | a@b.org",
        "\"x, y@z <q@r>\" <a@b.org>                     | a@b.org",
        "a@b.org (x@y.org), c@d.org                     | a@b.org c@d.org",
        "friends: a@b.org, Bob <c@d.org>;               | a@b.org c@d.org",
        "undisclosed-recipients:;                       | ~~",
        "\"a b\"@c.org                                  | \"a b\"@c.org",
        "<@x.org,@y.org:a@b.org>                        | a@b.org",
        "a . b @ c . org                                | a.b@c.org",
        "Alice <a@b.org> <c@d.org>                      | a@b.org c@d.org",
        "Alice <a@b.org                                 | a@b.org",
        "=?utf-8?Q?x=40y=2Eorg?= <a@b.org>              | a@b.org",
        "a@[192.0.2.1]                                  | a@[192.0.2.1]",
        "jürgen@grün.example                            | jürgen@grün.example",
        "nobody                                         | ~~",
        ", ,;<>,<@>                                     | ~~",
      })
  void findsTheAddressesAndNothingElse(String value, String expected) {
    assertThat(AddressHeader.addresses(value))
        .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected.split(" (?=[^\"]*$)")));
  }

  @Test
  void givesDisplayNamesDecoded() {
    assertThat(AddressHeader.mailboxes("\"M\\\"x, y\" <a@b.org>, =?utf-8?q?J=C3=BC?= <c@d.org>"))
        .containsExactly(
            new AddressHeader.Mailbox("M\"x, y", "a@b.org"),
            new AddressHeader.Mailbox("J\u00fc", "c@d.org"));
  }

  @Test
  void takesAllFieldsOfTheName() {
    HeaderBlock header =
        HeaderBlock.EMPTY
            .append("From", "a@b.org")
            .append("X", "x@y")
            .append("FROM", "Eve <e@f.org>");
    assertThat(AddressHeader.addresses(header, "From")).containsExactly("a@b.org", "e@f.org");
  }
}
