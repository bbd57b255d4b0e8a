package org.sealgate.cms;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Writes DER (X.690): small structures composed from the inside out. */
final class Der {
  static final int INTEGER = 0x02;
  static final int BIT_STRING = 0x03;
  static final int OCTET_STRING = 0x04;
  static final int OBJECT_IDENTIFIER = 0x06;
  static final int UTC_TIME = 0x17;
  static final int GENERALIZED_TIME = 0x18;
  static final int SEQUENCE = 0x30;
  static final int SET = 0x31;

  static final byte[] NULL = {0x05, 0x00};

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter GENERALIZED =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  /** UTCTime ends here (RFC 5652, 11.3). */
  private static final Instant UTC_TIME_END = Instant.parse("2050-01-01T00:00:00Z");

  private static final Instant UTC_TIME_START = Instant.parse("1950-01-01T00:00:00Z");

  private Der() {}

  /** Tag and length octets of a primitive or constructed value of this length. */
  static byte[] header(int tag, long length) {
    if (length < 0x80) {
      return new byte[] {(byte) tag, (byte) length};
    }
    int octets = (Long.SIZE - Long.numberOfLeadingZeros(length) + 7) / 8;
    byte[] header = new byte[2 + octets];
    header[0] = (byte) tag;
    header[1] = (byte) (0x80 | octets);
    for (int i = 0; i < octets; i++) {
      header[header.length - 1 - i] = (byte) (length >>> (8 * i));
    }
    return header;
  }

  /** The length of a value together with its tag and length octets. */
  static long total(long length) {
    return header(SEQUENCE, length).length + length;
  }

  static byte[] tlv(int tag, byte[]... parts) {
    return tlv(tag, Arrays.asList(parts));
  }

  static byte[] tlv(int tag, Collection<byte[]> parts) {
    int length = 0;
    for (byte[] part : parts) {
      length = Math.addExact(length, part.length);
    }
    byte[] header = header(tag, length);
    byte[] result = Arrays.copyOf(header, header.length + length);
    int position = header.length;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, result, position, part.length);
      position += part.length;
    }
    return result;
  }

  static byte[] sequence(byte[]... parts) {
    return tlv(SEQUENCE, parts);
  }

  /** A SET OF in the order of DER: the encodings ascending. */
  static byte[] setOf(List<byte[]> elements) {
    return tlv(SET, elements.stream().sorted(Arrays::compareUnsigned).toList());
  }

  static byte[] setOf(byte[] element) {
    return tlv(SET, element);
  }

  /** A context-specific constructed tag around the parts. */
  static byte[] context(int number, byte[]... parts) {
    return tlv(0xA0 | number, parts);
  }

  /** A context-specific primitive tag. */
  static byte[] contextPrimitive(int number, byte[] value) {
    return tlv(0x80 | number, value);
  }

  static byte[] integer(long value) {
    return integer(BigInteger.valueOf(value));
  }

  static byte[] integer(BigInteger value) {
    return tlv(INTEGER, value.toByteArray());
  }

  static byte[] octetString(byte[] value) {
    return tlv(OCTET_STRING, value);
  }

  /** A BIT STRING of whole octets. */
  static byte[] bitString(byte[] value) {
    return tlv(BIT_STRING, new byte[] {0}, value);
  }

  /** An OBJECT IDENTIFIER; the array of one that is met every day is shared: do not change it. */
  static byte[] oid(String dotted) {
    byte[] known = ObjectIdentifiers.encoded(dotted);
    return known == null ? encodedOid(dotted) : known;
  }

  static byte[] encodedOid(String dotted) {
    String[] arcs = dotted.split("\\.", -1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    arc(out, new BigInteger(arcs[0]).multiply(BigInteger.valueOf(40)).add(new BigInteger(arcs[1])));
    for (int i = 2; i < arcs.length; i++) {
      arc(out, new BigInteger(arcs[i]));
    }
    return tlv(OBJECT_IDENTIFIER, out.toByteArray());
  }

  private static void arc(ByteArrayOutputStream out, BigInteger value) {
    int groups = Math.max(1, (value.bitLength() + 6) / 7);
    for (int i = groups - 1; i >= 0; i--) {
      int group = value.shiftRight(7 * i).intValue() & 0x7F;
      out.write(i == 0 ? group : group | 0x80);
    }
  }

  /** UTCTime through 2049, GeneralizedTime after (RFC 5652, 11.3), to the second. */
  static byte[] time(Instant instant) {
    boolean utc = !instant.isBefore(UTC_TIME_START) && instant.isBefore(UTC_TIME_END);
    String text = (utc ? UTC : GENERALIZED).format(instant);
    byte[] value = text.getBytes(StandardCharsets.US_ASCII);
    return tlv(utc ? UTC_TIME : GENERALIZED_TIME, value);
  }
}
