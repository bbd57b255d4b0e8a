package org.sealgate.cms;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;

/**
 * EnvelopedData (RFC 5652, 6), AuthEnvelopedData (RFC 5083) or EncryptedData (RFC 5652, 8), read as
 * far as its encrypted content. Who is among the recipients recovers the content-encryption key
 * with {@link ContentKeys} and hands it to {@link ContentDecryption}.
 */
public final class EnvelopedContent implements CmsContent {
  private final String type;
  private final BerReader in;
  private final List<byte[]> originatorCertificates;
  private final RecipientInfos recipients;
  private final String contentType;
  private final AlgorithmIdentifier encryption;

  private EnvelopedContent(
      String type, BerReader in, List<byte[]> originatorCertificates, RecipientInfos recipients)
      throws IOException {
    this.type = type;
    this.in = in;
    this.originatorCertificates = originatorCertificates;
    this.recipients = recipients;
    in.enter(Der.SEQUENCE, "encryptedContentInfo");
    this.contentType = in.capture(Der.OBJECT_IDENTIFIER, "contentType").oid();
    this.encryption = in.capture("contentEncryptionAlgorithm").algorithm();
  }

  static EnvelopedContent open(String type, BerReader in, CmsLimits limits) throws IOException {
    in.enter(Der.SEQUENCE, "EnvelopedData");
    in.capture(Der.INTEGER, "version");
    if (type.equals(Oids.ENCRYPTED_DATA)) {
      return new EnvelopedContent(type, in, List.of(), RecipientInfos.none());
    }
    List<byte[]> originators = new ArrayList<>();
    if (in.peek() == 0xA0) {
      Element certificates = in.capture("originatorInfo").children().nextIfContext(0);
      for (Elements each = children(certificates); each != null && each.hasNext(); ) {
        originators.add(each.next("certificate").encoded());
      }
    }
    RecipientInfos recipients = RecipientInfos.of(in.capture(Der.SET, "recipientInfos"), limits);
    return new EnvelopedContent(type, in, originators, recipients);
  }

  private static @Nullable Elements children(@Nullable Element element) {
    return element == null ? null : element.children();
  }

  @Override
  public String type() {
    return type;
  }

  /** EnvelopedData, AuthEnvelopedData or EncryptedData. */
  public String name() {
    return switch (type) {
      case Oids.ENVELOPED_DATA -> "EnvelopedData";
      case Oids.AUTH_ENVELOPED_DATA -> "AuthEnvelopedData";
      default -> "EncryptedData";
    };
  }

  /** True for AuthEnvelopedData. */
  public boolean authenticated() {
    return type.equals(Oids.AUTH_ENVELOPED_DATA);
  }

  /** Certificates of the sender that came with the message, in DER; usually none. */
  public List<byte[]> originatorCertificates() {
    return List.copyOf(originatorCertificates);
  }

  /** For whom; none in EncryptedData. */
  public RecipientInfos recipients() {
    return recipients;
  }

  /** What was encrypted: an object identifier, id-data for mail. */
  public String contentType() {
    return contentType;
  }

  /** True for id-data: the content is a MIME entity and not a CMS structure. */
  public boolean holdsData() {
    return contentType.equals(Oids.DATA);
  }

  /** The content-encryption algorithm. */
  public AlgorithmIdentifier encryption() {
    return encryption;
  }

  /** The content-encryption algorithm, for people: {@code AES-256-CBC}. */
  public String cipher() {
    return ContentEncryption.label(encryption);
  }

  /**
   * Makes sure that the cipher is known and belongs into this structure.
   *
   * @throws SmimeException UNSUPPORTED, or MALFORMED parameters
   */
  public void requireUsableCipher() {
    usableEncryption();
  }

  ContentEncryption usableEncryption() {
    ContentEncryption known = ContentEncryption.of(encryption);
    if (known.authenticates() != authenticated()) {
      throw new SmimeException(
          ErrorCode.UNSUPPORTED, known.label() + " does not belong into " + name());
    }
    return known;
  }

  /** About how many octets {@link #ciphertext} will write. */
  long expectedOctets() throws IOException {
    return in.expectedOctets();
  }

  /**
   * Writes the ciphertext; once.
   *
   * @throws SmimeException MALFORMED where it is not in the message: RFC 5652, 6.1 lets it come by
   *     another way, which mail does not know
   */
  void ciphertext(OutputStream sink) throws IOException {
    if ((in.peek() & ~0x20) != 0x80) {
      throw in.broken("no encrypted content where it has to be");
    }
    in.octets(sink);
    in.leave();
  }

  /** What follows the ciphertext of AuthEnvelopedData. */
  Authentication authentication() throws IOException {
    byte[] attributes = {};
    if (in.peek() == 0xA1) {
      // In DER and as a SET, whatever the message has (RFC 5083, 2.2).
      attributes = Element.parse(in.capture("authAttrs").encodedAs(Der.SET)).der();
    }
    return new Authentication(attributes, in.capture("mac").octets());
  }

  /**
   * What authenticates the content.
   *
   * @param attributes the authenticated attributes as an encoded SET; empty where there are none
   * @param tag the message authentication code
   */
  record Authentication(byte[] attributes, byte[] tag) {}
}
