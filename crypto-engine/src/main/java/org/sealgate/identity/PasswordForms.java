package org.sealgate.identity;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sealgate.Secret;

/**
 * The octets that programs have made of one password, likeliest first. PKCS#12 asks for a BMPString
 * with its terminator (RFC 7292, B.1), PKCS#5 for UTF-8 (RFC 8018, 3); old OpenSSL widened each
 * octet instead, old NSS gave the BMPString to PBKDF2, others took Latin-1, and no two agree
 * whether an empty password is two zero octets or none.
 */
final class PasswordForms implements AutoCloseable {
  private final List<byte[]> bmp = new ArrayList<>();
  private final List<byte[]> octets = new ArrayList<>();

  PasswordForms(Secret secret) {
    char[] chars = secret.chars();
    byte[] utf8 = encode(chars);
    byte[] wide = terminated(chars);
    add(bmp, wide);
    add(octets, utf8);
    if (chars.length == 0) {
      add(bmp, new byte[0]);
    } else {
      add(bmp, widened(utf8));
      add(octets, latin1(chars));
    }
    add(octets, wide);
    Arrays.fill(chars, '\0');
  }

  /** For the key derivation of PKCS#12. */
  List<byte[]> forPkcs12() {
    return bmp;
  }

  /** For PBKDF1, PBKDF2 and scrypt. */
  List<byte[]> forPkcs5() {
    return octets;
  }

  /** For PBMAC1 and the headers of traditional PEM: UTF-8, or what else there is. */
  byte[] utf8() {
    return octets.get(0);
  }

  @Override
  public void close() {
    bmp.forEach(form -> Arrays.fill(form, (byte) 0));
    octets.forEach(form -> Arrays.fill(form, (byte) 0));
  }

  private static void add(List<byte[]> forms, byte[] form) {
    if (forms.stream().noneMatch(known -> Arrays.equals(known, form))) {
      forms.add(form);
    }
  }

  private static byte[] encode(char[] chars) {
    ByteBuffer buffer = StandardCharsets.UTF_8.encode(CharBuffer.wrap(chars));
    byte[] encoded = new byte[buffer.remaining()];
    buffer.get(encoded);
    byte[] backing = buffer.array();
    Arrays.fill(backing, buffer.arrayOffset(), backing.length, (byte) 0);
    return encoded;
  }

  private static byte[] terminated(char[] chars) {
    byte[] encoded = new byte[2 * chars.length + 2];
    for (int i = 0; i < chars.length; i++) {
      encoded[2 * i] = (byte) (chars[i] >>> 8);
      encoded[2 * i + 1] = (byte) chars[i];
    }
    return encoded;
  }

  private static byte[] widened(byte[] utf8) {
    byte[] encoded = new byte[2 * utf8.length + 2];
    for (int i = 0; i < utf8.length; i++) {
      encoded[2 * i + 1] = utf8[i];
    }
    return encoded;
  }

  private static byte[] latin1(char[] chars) {
    byte[] encoded = new byte[chars.length];
    for (int i = 0; i < chars.length; i++) {
      encoded[i] = chars[i] < 256 ? (byte) chars[i] : (byte) '?';
    }
    return encoded;
  }
}
