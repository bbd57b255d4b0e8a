package org.sealgate.trust;

import static org.assertj.core.api.Assertions.assertThat;

import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.OtherName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Name constraints, form by form (RFC 5280, 4.2.1.10). */
class SubtreeTest {

  @ParameterizedTest
  @CsvSource({
    "example.org, bob@example.org, true",
    "example.org, bob@EXAMPLE.org, true",
    "example.org, bob@sub.example.org, false",
    ".example.org, bob@sub.example.org, true",
    ".example.org, bob@example.org, false",
    "bob@example.org, bob@example.org, true",
    "bob@example.org, eve@example.org, false",
  })
  void mailboxes(String base, String name, boolean within) {
    Subtree subtree = Subtree.of(rfc822(base));

    assertThat(subtree.contains(rfc822(name))).isEqualTo(within);
    assertThat(subtree.mayContain(rfc822(name))).isEqualTo(within);
  }

  @ParameterizedTest
  @CsvSource({"bob@example.org.", "bob@example..org", "'bob@example.org '", "example.org", "bob@"})
  void aMailboxThatCannotBeReadIsPermittedNowhereAndExcludedEverywhere(String name) {
    Subtree subtree = Subtree.of(rfc822("example.org"));

    assertThat(subtree.contains(rfc822(name))).isFalse();
    assertThat(subtree.mayContain(rfc822(name))).isTrue();
  }

  @Test
  void mailboxesInUtf8AreConstrainedLikeOthers() {
    Subtree subtree = Subtree.of(rfc822("xn--bcher-kva.example"));
    GeneralName inside = utf8("jürgen@bücher.example");
    GeneralName outside = utf8("jürgen@other.example");

    assertThat(subtree.concerns(inside)).isTrue();
    assertThat(subtree.contains(inside)).isTrue();
    assertThat(subtree.mayContain(outside)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "example.org, example.org, true, true",
    "example.org, www.example.org, true, true",
    "example.org, badexample.org, false, false",
    "example.org, example.org., false, true",
    "www.example.org, *.example.org, false, true",
    "example.org, *.example.org, true, true",
  })
  void hosts(String base, String name, boolean within, boolean possible) {
    Subtree subtree = Subtree.of(new GeneralName(GeneralName.dNSName, base));
    GeneralName host = new GeneralName(GeneralName.dNSName, new DERIA5String(name));

    assertThat(subtree.contains(host)).isEqualTo(within);
    assertThat(subtree.mayContain(host)).isEqualTo(possible);
  }

  @ParameterizedTest
  @CsvSource({
    "example.org, https://example.org/x, true, true",
    "example.org, https://www.example.org/x, false, false",
    ".example.org, https://www.example.org:8080/x, true, true",
    "example.org, https://192.0.2.1/x, false, true",
    "example.org, urn:x:y, false, true",
  })
  void uris(String base, String name, boolean within, boolean possible) {
    Subtree subtree = Subtree.of(new GeneralName(GeneralName.uniformResourceIdentifier, base));
    GeneralName uri = new GeneralName(GeneralName.uniformResourceIdentifier, name);

    assertThat(subtree.contains(uri)).isEqualTo(within);
    assertThat(subtree.mayContain(uri)).isEqualTo(possible);
  }

  @Test
  void ipAddressesAreComparedUnderTheMask() {
    Subtree subtree = Subtree.of(new GeneralName(GeneralName.iPAddress, "192.0.2.0/24"));

    assertThat(subtree.contains(new GeneralName(GeneralName.iPAddress, "192.0.2.77"))).isTrue();
    assertThat(subtree.contains(new GeneralName(GeneralName.iPAddress, "192.0.3.77"))).isFalse();
    assertThat(subtree.contains(new GeneralName(GeneralName.iPAddress, "2001:db8::1"))).isFalse();
  }

  private static GeneralName rfc822(String text) {
    return new GeneralName(GeneralName.rfc822Name, new DERIA5String(text));
  }

  private static GeneralName utf8(String text) {
    return new GeneralName(
        GeneralName.otherName, new OtherName(Subtree.SMTP_UTF8_MAILBOX, new DERUTF8String(text)));
  }
}
