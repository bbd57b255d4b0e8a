package org.sealgate.provider;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Signatures of odd forms, each shown to every provider: the answer is that of the standard, and
 * the same whether native code, the JDK or Bouncy Castle does the arithmetic.
 */
class SameVerdictTest {
  private static final byte[] TEXT = "what is signed".getBytes(US_ASCII);
  private static final BouncyCastleProvider FOREIGN = new BouncyCastleProvider();

  private static final KeyPair RSA = pair("RSA", 2048, "");
  private static final int OCTETS = 256;
  private static final byte[] WITH_NULL = hex("3031300d060960864801650304020105000420");
  private static final byte[] WITHOUT_NULL = hex("302f300b06096086480165030402010420");

  /** Who computes: a mode, and keys of Bouncy Castle's own. */
  private static final Map<String, Crypto> COMPUTED_BY =
      Map.of(
          "preferred", Crypto.preferred(),
          "without native code", Crypto.withoutNative(),
          "Bouncy Castle", Crypto.withoutNative());

  private record Case(
      String name,
      String algorithm,
      PublicKey key,
      @Nullable AlgorithmParameterSpec parameters,
      byte[] signature) {}

  @TestFactory
  Stream<DynamicTest> acceptedByAll() throws Exception {
    List<Case> cases = new ArrayList<>();
    cases.add(rsa("as everybody writes it", info(WITH_NULL)));
    cases.add(rsa("digest algorithm without NULL (RFC 8017, A.2.4)", info(WITHOUT_NULL)));
    cases.add(withLeadingZero());
    cases.add(withLargeExponent());
    for (int salt : new int[] {0, 1, 32, 222}) {
      cases.add(pss("salt of " + salt, salt, salt));
    }
    for (String curve : List.of("secp256r1", "secp384r1", "secp521r1", "brainpoolP256r1")) {
      Ecdsa ecdsa = Ecdsa.on(curve);
      cases.add(ecdsa.of("as signed", ecdsa.r, ecdsa.s));
      cases.add(ecdsa.of("the other s", ecdsa.r, ecdsa.order.subtract(ecdsa.s)));
    }
    return tests(cases, true);
  }

  @TestFactory
  Stream<DynamicTest> refusedByAll() throws Exception {
    List<Case> cases = new ArrayList<>(oddRsa());
    cases.add(pss("salt shorter than claimed", 20, 21));
    cases.add(pss("salt longer than claimed", 20, 19));
    cases.add(pss("salt too long for the key", 32, 223));
    for (String curve : List.of("secp256r1", "secp384r1", "secp521r1", "brainpoolP256r1")) {
      cases.addAll(oddEcdsa(Ecdsa.on(curve)));
    }
    return tests(cases, false);
  }

  private static List<Case> oddRsa() throws Exception {
    byte[] good = signed(message(info(WITH_NULL)));
    byte[] holed = message(info(WITH_NULL));
    holed[100] = 0;
    byte[] encryption = message(info(WITH_NULL));
    encryption[1] = 2;
    BigInteger modulus = ((RSAPrivateKey) RSA.getPrivate()).getModulus();
    byte[] more = new BigInteger(1, good).add(modulus).toByteArray();
    return List.of(
        rsa("length in its long form", info(hex("308131300d060960864801650304020105000420"))),
        rsa(
            "NULL with a length in its long form",
            info(hex("3032300e0609608648016503040201058100" + "0420"))),
        rsa("octets behind the digest", join(info(WITH_NULL), new byte[1])),
        rsa("no DigestInfo", info(new byte[0])),
        rsa("another digest's name", info(hex("3031300d060960864801650304020205000420"))),
        rsaRaw("a hole in the padding", signed(holed)),
        rsaRaw("padding of encryption", signed(encryption)),
        rsaRaw("longer than the modulus", join(new byte[1], good)),
        rsaRaw("octets behind the signature", join(good, new byte[1])),
        rsaRaw("shorter than the modulus", Arrays.copyOf(good, OCTETS - 1)),
        rsaRaw("a leading zero left away", Arrays.copyOfRange(leadingZero(), 1, OCTETS)),
        rsaRaw(
            "not below the modulus", Arrays.copyOfRange(more, more.length - OCTETS, more.length)),
        rsaRaw("nothing", new byte[0]),
        rsaRaw("zeros", new byte[OCTETS]));
  }

  private static List<Case> oddEcdsa(Ecdsa e) {
    byte[] r = e.r.toByteArray();
    byte[] s = e.s.toByteArray();
    byte[] two = tlv(2, s);
    byte[] wide = join(new byte[1], r);
    return List.of(
        e.of("negative s", e.r, e.s.negate()),
        e.of("s below zero, equal modulo the order", e.r, e.s.subtract(e.order)),
        e.of("s beyond the order", e.r, e.s.add(e.order)),
        e.of("r beyond the order", e.r.add(e.order), e.s),
        e.of("zeros", BigInteger.ZERO, BigInteger.ZERO),
        e.of("s is zero", e.r, BigInteger.ZERO),
        e.of("the order twice", e.order, e.order),
        e.raw("sign octet left away", e.withoutSignOctet()),
        e.raw("a needless zero", tlv(0x30, join(tlv(2, wide), two))),
        e.raw("octets behind", join(tlv(0x30, join(tlv(2, r), two)), new byte[1])),
        e.raw("a third number", tlv(0x30, join(tlv(2, r), two, tlv(2, new byte[1])))),
        e.raw("a set", tlv(0x31, join(tlv(2, r), two))),
        e.raw("enumerated", tlv(0x30, join(tlv(10, r), two))),
        e.raw(
            "indefinite length", join(new byte[] {0x30, (byte) 0x80}, tlv(2, r), two, new byte[2])),
        e.raw("nothing", new byte[0]),
        e.raw("nothing but constructions", hex("3080".repeat(10_000))));
  }

  private static Stream<DynamicTest> tests(List<Case> cases, boolean expected) {
    return cases.stream()
        .flatMap(each ->
            COMPUTED_BY.entrySet().stream()
                .map(by ->
                    DynamicTest.dynamicTest(
                        each.algorithm() + ", " + each.name() + ": " + by.getKey(),
                        () ->
                            assertThat(verifies(by.getValue(), by.getKey(), each))
                                .isEqualTo(expected))));
  }

  private static boolean verifies(Crypto crypto, String by, Case each) {
    try {
      PublicKey key = by.equals("Bouncy Castle") ? foreign(each.key()) : each.key();
      Signature verifier = crypto.verifier(each.algorithm(), key, each.parameters());
      verifier.update(TEXT);
      return verifier.verify(each.signature());
    } catch (GeneralSecurityException | IllegalArgumentException refused) {
      return false;
    }
  }

  private static PublicKey foreign(PublicKey key) throws GeneralSecurityException {
    return KeyFactory.getInstance(key.getAlgorithm(), FOREIGN)
        .generatePublic(new X509EncodedKeySpec(key.getEncoded()));
  }

  private static Case rsa(String name, byte[] digestInfo) {
    return rsaRaw(name, signed(message(digestInfo)));
  }

  private static Case rsaRaw(String name, byte[] signature) {
    return new Case(name, "SHA256withRSA", RSA.getPublic(), null, signature);
  }

  private static byte[] info(byte[] prefix) {
    try {
      return join(prefix, MessageDigest.getInstance("SHA-256").digest(TEXT));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** EMSA-PKCS1-v1_5 (RFC 8017, 9.2). */
  private static byte[] message(byte[] digestInfo) {
    byte[] message = new byte[OCTETS];
    Arrays.fill(message, 2, OCTETS - digestInfo.length - 1, (byte) 0xFF);
    message[1] = 1;
    System.arraycopy(digestInfo, 0, message, OCTETS - digestInfo.length, digestInfo.length);
    return message;
  }

  private static byte[] signed(byte[] message) {
    RSAPrivateKey key = (RSAPrivateKey) RSA.getPrivate();
    return fixed(new BigInteger(1, message).modPow(key.getPrivateExponent(), key.getModulus()));
  }

  private static byte[] fixed(BigInteger value) {
    byte[] octets = value.toByteArray();
    byte[] fixed = new byte[OCTETS];
    int count = Math.min(octets.length, OCTETS);
    System.arraycopy(octets, octets.length - count, fixed, OCTETS - count, count);
    return fixed;
  }

  private static Case withLeadingZero() throws GeneralSecurityException {
    return new Case("a leading zero", "RSASSA-PSS", RSA.getPublic(), salted(32), leadingZero());
  }

  /** Salted, so that trying again gives another signature; one in 256 starts with a zero. */
  private static byte[] leadingZero() throws GeneralSecurityException {
    byte[] signature;
    do {
      signature = pssSigned(32);
    } while (signature[0] != 0);
    return signature;
  }

  private static Case pss(String name, int made, int claimed) throws GeneralSecurityException {
    return new Case(name, "RSASSA-PSS", RSA.getPublic(), salted(claimed), pssSigned(made));
  }

  private static byte[] pssSigned(int salt) throws GeneralSecurityException {
    Signature signer = Signature.getInstance("RSASSA-PSS");
    signer.initSign(RSA.getPrivate());
    signer.setParameter(salted(salt));
    signer.update(TEXT);
    return signer.sign();
  }

  private static PSSParameterSpec salted(int octets) {
    return new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, octets, 1);
  }

  /** Native code has no key whose exponent is larger than 33 bits. */
  private static Case withLargeExponent() throws GeneralSecurityException {
    RSAPrivateCrtKey key = (RSAPrivateCrtKey) RSA.getPrivate();
    BigInteger one = BigInteger.ONE;
    BigInteger phi = key.getPrimeP().subtract(one).multiply(key.getPrimeQ().subtract(one));
    BigInteger exponent = one.shiftLeft(40).add(one);
    while (!exponent.gcd(phi).equals(one)) {
      exponent = exponent.add(BigInteger.TWO);
    }
    PublicKey own =
        KeyFactory.getInstance("RSA")
            .generatePublic(new RSAPublicKeySpec(key.getModulus(), exponent));
    BigInteger message = new BigInteger(1, message(info(WITH_NULL)));
    byte[] signature = fixed(message.modPow(exponent.modInverse(phi), key.getModulus()));
    return new Case("a large exponent", "SHA256withRSA", own, null, signature);
  }

  /** A signature on a curve, taken apart. */
  private record Ecdsa(String curve, PublicKey key, BigInteger order, BigInteger r, BigInteger s) {

    static Ecdsa on(String curve) throws GeneralSecurityException {
      KeyPair pair = pair("EC", 0, curve);
      Signature signer = Signature.getInstance("SHA256withECDSA", FOREIGN);
      signer.initSign(pair.getPrivate());
      signer.update(TEXT);
      ASN1Sequence numbers = ASN1Sequence.getInstance(signer.sign());
      BigInteger order = ((ECPublicKey) pair.getPublic()).getParams().getOrder();
      BigInteger r = ASN1Integer.getInstance(numbers.getObjectAt(0)).getValue();
      BigInteger s = ASN1Integer.getInstance(numbers.getObjectAt(1)).getValue();
      boolean signOctet = s.bitLength() % 8 == 0;
      // Half of all signatures begin with a zero octet that some leave away.
      return signOctet ? new Ecdsa(curve, pair.getPublic(), order, r, s) : on(curve);
    }

    Case of(String name, BigInteger first, BigInteger second) {
      return raw(name, tlv(0x30, join(number(first), number(second))));
    }

    Case raw(String name, byte[] signature) {
      return new Case(curve + " " + name, "SHA256withECDSA", key, null, signature);
    }

    byte[] withoutSignOctet() {
      byte[] octets = s.toByteArray();
      return tlv(0x30, join(number(r), tlv(2, Arrays.copyOfRange(octets, 1, octets.length))));
    }

    private static byte[] number(BigInteger value) {
      return tlv(2, value.toByteArray());
    }
  }

  private static KeyPair pair(String algorithm, int bits, String curve) {
    try {
      KeyPairGenerator generator =
          curve.isEmpty()
              ? KeyPairGenerator.getInstance(algorithm)
              : KeyPairGenerator.getInstance(algorithm, FOREIGN);
      if (curve.isEmpty()) {
        generator.initialize(bits);
      } else {
        generator.initialize(new ECGenParameterSpec(curve));
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] tlv(int tag, byte[] value) {
    byte[] header =
        value.length < 0x80
            ? new byte[] {(byte) tag, (byte) value.length}
            : new byte[] {(byte) tag, (byte) 0x81, (byte) value.length};
    return join(header, value);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      for (byte[] part : parts) {
        all.write(part);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return all.toByteArray();
  }

  private static byte[] hex(String octets) {
    return HexFormat.of().parseHex(octets);
  }
}
