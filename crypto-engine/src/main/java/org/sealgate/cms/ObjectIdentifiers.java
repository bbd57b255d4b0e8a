package org.sealgate.cms;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Object identifiers as octets and as dotted text; those met every day are kept in both forms. */
final class ObjectIdentifiers {
  /** More arcs than any identifier in use has. */
  private static final int MAXIMUM_OCTETS = 128;

  private static final Map<Key, String> KNOWN = known();

  private static final Map<String, byte[]> ENCODED = encoded();

  private ObjectIdentifiers() {}

  static String dotted(byte[] source, int from, int to) {
    if (to - from > MAXIMUM_OCTETS || to == from || (source[to - 1] & 0x80) != 0) {
      throw Element.broken(from, "an OBJECT IDENTIFIER that is none");
    }
    Key key = new Key(Arrays.copyOfRange(source, from, to));
    String known = KNOWN.get(key);
    return known != null ? known : decode(key.octets);
  }

  /** The whole element; null where the identifier is not met every day. */
  static byte @Nullable [] encoded(String dotted) {
    return ENCODED.get(dotted);
  }

  private static Map<String, byte[]> encoded() {
    Map<String, byte[]> map = new HashMap<>();
    KNOWN.values().forEach(oid -> map.put(oid, Der.encodedOid(oid)));
    return map;
  }

  private static String decode(byte[] octets) {
    StringBuilder text = new StringBuilder();
    BigInteger arc = BigInteger.ZERO;
    for (byte octet : octets) {
      arc = arc.shiftLeft(7).or(BigInteger.valueOf(octet & 0x7F));
      if ((octet & 0x80) == 0) {
        append(text, arc);
        arc = BigInteger.ZERO;
      }
    }
    return text.toString();
  }

  private static void append(StringBuilder text, BigInteger arc) {
    if (!text.isEmpty()) {
      text.append('.').append(arc);
      return;
    }
    int root = Math.min(2, arc.divide(BigInteger.valueOf(40)).min(BigInteger.TWO).intValue());
    text.append(root).append('.').append(arc.subtract(BigInteger.valueOf(40L * root)));
  }

  private static Map<Key, String> known() {
    Map<Key, String> map = new HashMap<>();
    for (String oid :
        new String[] {
          Oids.DATA,
          Oids.SIGNED_DATA,
          Oids.ENVELOPED_DATA,
          Oids.AUTH_ENVELOPED_DATA,
          Oids.CONTENT_TYPE,
          Oids.MESSAGE_DIGEST,
          Oids.SIGNING_TIME,
          Oids.SMIME_CAPABILITIES,
          Oids.ENCRYPTION_KEY_PREFERENCE,
          Oids.SIGNING_CERTIFICATE_V2,
          Oids.SHA_1,
          Oids.SHA_256,
          Oids.SHA_384,
          Oids.SHA_512,
          Oids.RSA,
          Oids.RSA_OAEP,
          Oids.RSA_PSS,
          Oids.MGF_1,
          Oids.ECDSA_SHA_256,
          Oids.AES_128_CBC,
          Oids.AES_192_CBC,
          Oids.AES_256_CBC,
          Oids.AES_128_GCM,
          Oids.AES_256_GCM
        }) {
      byte[] encoded = Der.encodedOid(oid);
      map.put(new Key(Arrays.copyOfRange(encoded, 2, encoded.length)), oid);
    }
    return map;
  }

  private record Key(byte[] octets) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Key that && Arrays.equals(octets, that.octets);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(octets);
    }
  }
}
