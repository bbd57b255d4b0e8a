package org.sealgate.cms;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** Opens CMS structures (RFC 5652 and its companions) from a stream of BER or DER. */
public final class CmsReader {
  private static final Map<String, String> OTHER_TYPES =
      Map.of(
          Oids.AUTHENTICATED_DATA,
          "AuthenticatedData",
          "1.2.840.113549.1.7.4",
          "SignedAndEnvelopedData",
          "1.2.840.113549.1.9.16.1.1",
          "Receipt",
          "1.2.840.113549.1.9.16.1.4",
          "TSTInfo");

  private static final Map<String, String> KNOWN_TYPES =
      Map.of(
          Oids.DATA, "Data",
          Oids.SIGNED_DATA, "SignedData",
          Oids.ENVELOPED_DATA, "EnvelopedData",
          Oids.AUTH_ENVELOPED_DATA, "AuthEnvelopedData",
          Oids.ENCRYPTED_DATA, "EncryptedData",
          Oids.COMPRESSED_DATA, "CompressedData",
          Oids.DIGESTED_DATA, "DigestedData");

  private CmsReader() {}

  /**
   * True for id-data: the content is octets for another standard to read, in mail a MIME entity.
   */
  public static boolean isData(String type) {
    return type.equals(Oids.DATA);
  }

  /** What a content type is called; the identifier itself where that is not known. */
  public static String name(String type) {
    return KNOWN_TYPES.getOrDefault(type, OTHER_TYPES.getOrDefault(type, type));
  }

  /**
   * Reads as far as the content. What follows the structure in the stream is not looked at.
   *
   * @throws org.sealgate.SmimeException MALFORMED where it is no ContentInfo, or a broken one;
   *     LIMIT_EXCEEDED beyond the limits. The methods of the result throw the same
   */
  public static CmsContent open(InputStream stream, CmsLimits limits) throws IOException {
    BerReader in = new BerReader(stream, limits);
    in.enter(Der.SEQUENCE, "ContentInfo");
    String type = in.capture(Der.OBJECT_IDENTIFIER, "contentType").oid();
    if (in.peek() == 0xA0) {
      in.enter(0xA0, "content");
    } else if (in.peek() >= 0) {
      throw in.broken("no content where one has to be");
    }
    return open(type, in, limits);
  }

  /**
   * Reads what another structure holds, which names the type itself and so leaves the ContentInfo
   * away.
   *
   * @param type the object identifier of the structure
   */
  public static CmsContent open(String type, InputStream stream, CmsLimits limits)
      throws IOException {
    return open(type, new BerReader(stream, limits), limits);
  }

  private static CmsContent open(String type, BerReader in, CmsLimits limits) throws IOException {
    return switch (type) {
      case Oids.DATA -> new PlainContent(in);
      case Oids.SIGNED_DATA -> SignedContent.open(in, limits);
      case Oids.ENVELOPED_DATA, Oids.AUTH_ENVELOPED_DATA, Oids.ENCRYPTED_DATA ->
          EnvelopedContent.open(type, in, limits);
      case Oids.COMPRESSED_DATA -> CompressedContent.open(in, limits);
      case Oids.DIGESTED_DATA -> DigestedContent.open(in);
      default -> new UnknownContent(type, OTHER_TYPES.getOrDefault(type, type));
    };
  }
}
