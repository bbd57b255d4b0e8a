package org.sealgate.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.provider.MethodSource;
import org.sealgate.Secret;
import org.sealgate.cms.CmsContent;
import org.sealgate.cms.CmsLimits;
import org.sealgate.cms.CmsReader;
import org.sealgate.cms.CompressedContent;
import org.sealgate.cms.ContentDecryption;
import org.sealgate.cms.ContentKey;
import org.sealgate.cms.ContentKeys;
import org.sealgate.cms.DigestedContent;
import org.sealgate.cms.EnvelopedContent;
import org.sealgate.cms.PlainContent;
import org.sealgate.cms.RecipientInfo;
import org.sealgate.cms.SignedContent;
import org.sealgate.cms.SignerInfo;
import org.sealgate.cms.UnknownContent;
import org.sealgate.mime.Octets;
import org.sealgate.provider.Crypto;

/** The CMS reader: BER of every shape, recipients, signers, attributes, ciphers. */
@ExtendWith(FuzzSummary.class)
class CmsFuzzTest {
  private static final CmsLimits LIMITS =
      new CmsLimits(500, 100, 100, 100, 1 << 20, 64, 2_000, 20_000, 1_000, 64 << 20);
  private static final ContentKeys KEYS = new ContentKeys(Crypto.preferred(), LIMITS);
  private static final ContentDecryption DECRYPTION = new ContentDecryption(Crypto.preferred());
  private static final Secret PASSWORD = Secret.of("password");
  private static final OutputStream NOWHERE = OutputStream.nullOutputStream();

  static Stream<byte[]> seeds() {
    // EncryptedData under DES, 3DES, RC2, CAST5, AES-CBC and -GCM: the structures that differ.
    Stream<byte[]> generated =
        Stream.of(
                "302306092a864886f70d010706a0163014020100300f06092a864886f70d010701040431323334",
                "308006092a864886f70d010701a0802480040361626304036465660000000000000000")
            .map(HexFormat.of()::parseHex);
    return Stream.concat(
        generated,
        Seeds.in(
            List.of(
                "bc-java",
                "bc-test-data",
                "generated-openssl",
                "nss-fuzz/quickder",
                "openssl",
                "openssl-fuzz/asn1",
                "pqc",
                "rfc4134"),
            "",
            ".p7m",
            ".p7s",
            ".der",
            ".bin"));
  }

  @MethodSource("seeds")
  @FuzzTest(maxExecutions = 50_000)
  void readsAnything(byte[] input) {
    Bounded.run(input, () -> read(CmsReader.open(new ByteArrayInputStream(input), LIMITS)));
  }

  private static void read(CmsContent content) throws IOException {
    switch (content) {
      case SignedContent signed -> signed.read(NOWHERE).signers().forEach(CmsFuzzTest::look);
      case EnvelopedContent enveloped -> decrypt(enveloped);
      case CompressedContent compressed -> compressed.read(NOWHERE);
      case PlainContent plain -> plain.read(NOWHERE);
      case DigestedContent digested -> digested.read(NOWHERE);
      case UnknownContent unknown -> unknown.name();
    }
  }

  private static void look(SignerInfo signer) {
    signer.certificate(List.of(new byte[] {0x30, 0}));
    signer.signedAttributes().ifPresent(attributes -> attributes.signingTime());
  }

  private static void decrypt(EnvelopedContent content) throws IOException {
    content.recipients().identifiers().forEach(Objects::requireNonNull);
    Bounded.require(!content.cipher().isEmpty(), "a cipher without a name");
    ContentKey key = ContentKey.of(new byte[16]);
    for (int i = 0; i < Math.min(5, content.recipients().size()); i++) {
      switch (content.recipients().get(i)) {
        case RecipientInfo.Password password -> key = KEYS.recover(content, password, PASSWORD);
        case RecipientInfo.SharedKey shared -> key = KEYS.recover(content, shared, new byte[16]);
        default -> content.recipients().kind(i);
      }
    }
    try (Octets plaintext = DECRYPTION.decrypt(content, key)) {
      plaintext.writeTo(NOWHERE);
    }
  }
}
