package org.sealgate.cms;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sealgate.SmimeException;

/**
 * One BER or DER element in memory: a tag and spans of an array that nobody changes. Its children
 * are found only when asked for, and nothing is copied until a value is taken.
 */
final class Element {
  /** No structure that CMS defines nests deeper; content is never held as an element. */
  private static final int MAXIMUM_DEPTH = 64;

  private final byte[] source;
  private final int start;
  private final int tag;
  private final int valueStart;
  private final int valueEnd;
  private final int end;

  private Element(byte[] source, int start, int tag, int[] span) {
    this.source = source;
    this.start = start;
    this.tag = tag;
    this.valueStart = span[0];
    this.valueEnd = span[1];
    this.end = span[2];
  }

  /** The element the array starts with. */
  static Element parse(byte[] encoded) {
    return at(encoded, 0, encoded.length);
  }

  /** The element at an offset of an array, which ends before the limit. */
  static Element at(byte[] source, int offset, int limit) {
    return at(source, offset, limit, 0);
  }

  private static Element at(byte[] source, int offset, int limit, int depth) {
    if (depth > MAXIMUM_DEPTH) {
      throw SmimeException.limit("asn1.depth", MAXIMUM_DEPTH);
    }
    int position = offset;
    int tag = octet(source, position++, limit);
    if ((tag & 0x1F) == 0x1F) {
      int number = 0;
      int next;
      do {
        next = octet(source, position++, limit);
        if (number > 0xFFFF) {
          throw broken(offset, "a tag number that is too large");
        }
        number = number << 7 | (next & 0x7F);
      } while ((next & 0x80) != 0);
      tag |= number << 8;
    }
    int first = octet(source, position++, limit);
    if (first == 0x80) {
      return indefinite(source, offset, tag, position, limit, depth);
    }
    int length = first;
    if (first > 0x80) {
      length = 0;
      for (int i = first & 0x7F; i > 0; i--) {
        if (length > 0x7FFFFF) {
          throw broken(offset, "a length that is too large");
        }
        length = length << 8 | octet(source, position++, limit);
      }
    }
    if (length > limit - position) {
      throw broken(offset, "an element that ends behind what holds it");
    }
    int end = position + length;
    return new Element(source, offset, tag, new int[] {position, end, end});
  }

  private static Element indefinite(
      byte[] source, int offset, int tag, int valueStart, int limit, int depth) {
    if ((tag & 0x20) == 0) {
      throw broken(offset, "a primitive element of indefinite length");
    }
    int position = valueStart;
    while (octet(source, position, limit) != 0 || octet(source, position + 1, limit) != 0) {
      position = at(source, position, limit, depth + 1).end;
    }
    return new Element(source, offset, tag, new int[] {valueStart, position, position + 2});
  }

  private static int octet(byte[] source, int position, int limit) {
    if (position >= limit) {
      throw broken(position, "it ends too early");
    }
    return source[position] & 0xFF;
  }

  static SmimeException broken(long offset, String why) {
    return SmimeException.malformed("the CMS structure is broken at octet " + offset + ": " + why);
  }

  /** The identifier octet; for tag numbers above 30 with the number from bit 8 on. */
  int tag() {
    return tag;
  }

  /** True for exactly this identifier octet. */
  boolean is(int identifier) {
    return tag == identifier;
  }

  /** True for this context-specific tag number, primitive or constructed. */
  boolean isContext(int number) {
    return (tag & ~0x20) == (0x80 | number);
  }

  /** True for an OCTET STRING in one piece or in several. */
  boolean isOctetString() {
    return (tag & ~0x20) == Der.OCTET_STRING;
  }

  boolean isConstructed() {
    return (tag & 0x20) != 0;
  }

  /** The element itself where its tag is the expected one. */
  Element expect(int identifier, String what) {
    if (tag != identifier) {
      throw broken(start, "no " + what + " where one has to be");
    }
    return this;
  }

  /** The number of octets of the value. */
  int length() {
    return valueEnd - valueStart;
  }

  /** The offset of the first octet behind the element. */
  int end() {
    return end;
  }

  byte[] source() {
    return source;
  }

  int start() {
    return start;
  }

  int valueStart() {
    return valueStart;
  }

  /** A copy of the value octets, as they are. */
  byte[] value() {
    return Arrays.copyOfRange(source, valueStart, valueEnd);
  }

  /** A copy of the whole element, as it was encoded. */
  byte[] encoded() {
    return start == 0 && end == source.length ? source : Arrays.copyOfRange(source, start, end);
  }

  /** The whole element with another identifier octet and definite length. */
  byte[] encodedAs(int identifier) {
    return Der.tlv(identifier, value());
  }

  /** True where the value octets are these. */
  boolean valueEquals(byte[] other) {
    return Arrays.equals(source, valueStart, valueEnd, other, 0, other.length);
  }

  /** A reader over what the element holds. */
  Elements children() {
    if (!isConstructed()) {
      throw broken(start, "a primitive element where a construction has to be");
    }
    return new Elements(source, valueStart, valueEnd);
  }

  /** The only element inside, for explicit tags. */
  Element inner() {
    return children().next("content of an explicit tag");
  }

  /** The octets of an OCTET STRING (or one under an implicit tag), in one piece or in several. */
  byte[] octets() {
    if (!isConstructed()) {
      return value();
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(length());
    collect(out, 0);
    return out.toByteArray();
  }

  private void collect(ByteArrayOutputStream out, int depth) {
    if (depth > MAXIMUM_DEPTH) {
      throw SmimeException.limit("asn1.depth", MAXIMUM_DEPTH);
    }
    if (!isConstructed()) {
      out.write(source, valueStart, length());
      return;
    }
    Elements pieces = children();
    while (pieces.hasNext()) {
      pieces.next("piece of a string").collect(out, depth + 1);
    }
  }

  /**
   * The element in DER (X.690, 10 and 11): definite lengths in the fewest octets, strings in one
   * piece, and each SET as a SET OF in the order of its elements.
   */
  byte[] der() {
    return der(0);
  }

  private byte[] der(int depth) {
    if (depth > MAXIMUM_DEPTH) {
      throw SmimeException.limit("asn1.depth", MAXIMUM_DEPTH);
    }
    if (isOctetString()) {
      return Der.tlv(Der.OCTET_STRING, octets());
    }
    if (!isConstructed()) {
      return Der.tlv(tag, value());
    }
    List<byte[]> elements = new ArrayList<>();
    Elements in = children();
    while (in.hasNext()) {
      elements.add(in.next("element").der(depth + 1));
    }
    if (is(Der.SET)) {
      elements.sort(Arrays::compareUnsigned);
    }
    return Der.tlv(tag, elements);
  }

  /** The octets of a BIT STRING that has no unused bits. */
  byte[] bits() {
    byte[] value = octets();
    if (value.length == 0 || value[0] != 0) {
      throw broken(start, "a BIT STRING that is not made of whole octets");
    }
    return Arrays.copyOfRange(value, 1, value.length);
  }

  BigInteger integer() {
    expect(Der.INTEGER, "INTEGER");
    if (length() == 0) {
      throw broken(start, "an INTEGER without a value");
    }
    return new BigInteger(source, valueStart, length());
  }

  /** A small INTEGER; larger ones count as the largest int. */
  int intValue() {
    BigInteger value = integer();
    return value.bitLength() < 32
        ? value.intValue()
        : value.signum() < 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE;
  }

  /** An OBJECT IDENTIFIER in dotted form. */
  String oid() {
    expect(Der.OBJECT_IDENTIFIER, "OBJECT IDENTIFIER");
    return ObjectIdentifiers.dotted(source, valueStart, valueEnd);
  }

  String ascii() {
    return new String(source, valueStart, length(), StandardCharsets.US_ASCII);
  }

  /** An AlgorithmIdentifier: OBJECT IDENTIFIER and whatever parameters follow it. */
  AlgorithmIdentifier algorithm() {
    return algorithmUnder(Der.SEQUENCE);
  }

  /** An AlgorithmIdentifier under an implicit tag. */
  AlgorithmIdentifier algorithmUnder(int identifier) {
    Elements in = expect(identifier, "AlgorithmIdentifier").children();
    String oid = in.next("algorithm").oid();
    return in.hasNext()
        ? new AlgorithmIdentifier(oid, in.next("parameters").encoded())
        : AlgorithmIdentifier.of(oid);
  }
}
