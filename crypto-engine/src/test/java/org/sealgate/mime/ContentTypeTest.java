package org.sealgate.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentTypeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "multipart/signed; boundary=\"a b\"                     | multipart/signed | boundary | a b",
        "Multipart/SIGNED;BOUNDARY=a=b=c;                       | multipart/signed | boundary | a=b=c",
        "text/plain (c) ; (x;y) charset (z) = utf-8 (Unicode)   | text/plain | charset | utf-8",
        "text/plain charset=utf-8                               | text/plain | charset | utf-8",
        "text/plain; charset=\"utf-8                            | text/plain | charset | utf-8",
        "application/pdf; name=foo bar.pdf; x=y                 | application/pdf | name | foo bar.pdf",
        "application/pdf; name=foo(1).pdf                       | application/pdf | name | foo(1).pdf",
        "application/x; ;; name=\"a\\\"b\\\\c\"                 | application/x | name | a\"b\\c",
        "application/x; name*=utf-8'de'gr%C3%BCn.txt            | application/x | name | grün.txt",
        "application/x; name*0*=iso-8859-1''gr%FC; name*1=n.txt | application/x | name | grün.txt",
        "application/x; name*1=b; name*0=a; name*2=c            | application/x | name | abc",
        "application/x; name=old; name*=utf-8''new              | application/x | name | new",
        "a/b; name=first; name=second                           | a/b | name | first",
      })
  void readsWhatMailHolds(String value, String type, String parameter, String expected) {
    ContentType found = ContentType.parse(value);
    assertThat(found.mediaType()).isEqualTo(type);
    assertThat(found.parameter(parameter)).hasValue(expected);
  }

  @ParameterizedTest
  @CsvSource({"text", "''", ";;;", "/", "=", "'\"'", "'(('"})
  void takesNonsenseForPlainText(String value) {
    assertThat(ContentType.parse(value)).isEqualTo(ContentType.DEFAULT);
  }

  @Test
  void findsTheFileName() {
    assertThat(Disposition.parse("attachment; filename==?utf-8?q?gr=C3=BCn?=").filename())
        .hasValue("gr\u00fcn");
    assertThat(Disposition.parse("ATTACHMENT;filename=\"smime.p7m\"").filename())
        .hasValue("smime.p7m");
  }

  @ParameterizedTest
  @CsvSource({
    "base64, BASE64", "' BASE64 ; x', BASE64", "'(c) \"Quoted-Printable\"', QUOTED_PRINTABLE",
    "8BIT, EIGHT_BIT", "x-uuencode, UNKNOWN", "'', SEVEN_BIT"
  })
  void readsTransferEncodings(String value, TransferEncoding expected) {
    assertThat(TransferEncoding.parse(value)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "=?utf-8?Q?a=C3=BC_b?= c                        | aü b c",
        "=?utf-8?B?w7w=?= =?UTF-8?b?w7w?=               | üü",
        "=?utf-8?Q?=C3?=  =?utf-8?Q?=BC?= x             | ü x",
        "=?iso-8859-1*de?Q?=FC?=                        | ü",
        "=?x-none?Q?abc?=                               | abc",
        "plain =? text ?=                               | plain =? text ?=",
        "a =?utf-8?Q?b?= =?utf-8?B?!!!?= c              | a b =?utf-8?B?!!!?= c",
      })
  void decodesEncodedWords(String value, String expected) {
    assertThat(EncodedWords.decode(value)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a/b; x=1; y=2 | ",
        "a/b; x*0=1; x*1=2; y*=utf-8''3 | ",
        "a/b; x*0*=utf-8''1; x*1=2 | ",
        "a/b; x=1; X=1 | x",
        "a/b; x=1; x*=utf-8''2 | x",
        "a/b; x=1; x*0=2; x*1=3 | x",
        "a/b; x*=1; x*0=2 | x",
        "a/b; x*0=1; x*0*=2 | x",
        "a/b; x*0=1; x*1=2; x*1=3; y=4 | x",
      })
  void saysWhichParametersHaveTwoValues(String value, String repeated) {
    assertThat(ContentType.parse(value).repeated())
        .isEqualTo(repeated == null ? Set.of() : Set.of(repeated));
  }
}
