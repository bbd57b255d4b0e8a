package org.sealgate.cms;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A named choice of algorithms for what we write, so that users choose a name and not seven
 * parameters.
 *
 * @param name the name users give: lower case, words joined by hyphens
 * @param digest the message digest of signatures
 * @param rsaSignature the scheme an RSA key signs with
 * @param content the content-encryption algorithm
 * @param rsaKeyTransport the scheme that wraps the content-encryption key for an RSA recipient
 */
public record Profile(
    String name,
    Digest digest,
    RsaSignature rsaSignature,
    ContentCipher content,
    RsaKeyTransport rsaKeyTransport) {

  /** What an unknown recipient is known to read: PKCS#1 v1.5 and AES-256-CBC. */
  public static final Profile DEFAULT = cbc("default", ContentCipher.AES_256_CBC);

  /** What every Outlook since 2007 reads. */
  public static final Profile OUTLOOK_SAFE = cbc("outlook-safe", ContentCipher.AES_256_CBC);

  /** For readers that know nothing newer than 3DES. */
  public static final Profile LEGACY = cbc("legacy", ContentCipher.DES_EDE3_CBC);

  /** For readers known to understand RFC 8551: PSS, OAEP, AES-256-GCM. */
  public static final Profile MODERN =
      pssAndOaep("modern", Digest.SHA_256, ContentCipher.AES_256_GCM);

  /** Market communication of the German energy sector: PSS and OAEP with AES-256-CBC. */
  public static final Profile EDI_ENERGY =
      pssAndOaep("edi-energy", Digest.SHA_256, ContentCipher.AES_256_CBC);

  /** BSI TR-03116-4: PSS, OAEP, AES-256-GCM. */
  public static final Profile BSI = pssAndOaep("bsi", Digest.SHA_256, ContentCipher.AES_256_GCM);

  /**
   * For the years in which old and post-quantum keys live side by side. A certificate decides: an
   * ML-KEM one is encrypted to by KEM (RFC 9936), an ML-DSA one signs with ML-DSA (RFC 9882), RSA
   * with OAEP and PSS, curves as ever; AES-256-GCM, and SHA-512 for all, as ML-DSA wants it.
   *
   * <p>Hybrid are signatures where two identities sign, one with an old key and one with ML-DSA:
   * who knows only the old one verifies that. A message stays secret from a quantum computer only
   * where every recipient has an ML-KEM certificate: each RecipientInfo carries the same key.
   * Composite keys, both kinds in one certificate, are no finished standard and not written.
   */
  public static final Profile PQ_HYBRID =
      pssAndOaep("pq-hybrid", Digest.SHA_512, ContentCipher.AES_256_GCM);

  /** Every profile there is. */
  public static final List<Profile> ALL =
      List.of(DEFAULT, OUTLOOK_SAFE, EDI_ENERGY, BSI, MODERN, PQ_HYBRID, LEGACY);

  /** The profile of this name; empty where there is none. */
  public static Optional<Profile> named(String name) {
    return ALL.stream().filter(profile -> profile.name().equals(name)).findFirst();
  }

  /** The same with another content-encryption algorithm. */
  public Profile with(ContentCipher cipher) {
    return new Profile(name, digest, rsaSignature, cipher, rsaKeyTransport);
  }

  /** The same with another digest. */
  public Profile with(Digest other) {
    return new Profile(name, other, rsaSignature, content, rsaKeyTransport);
  }

  private static Profile cbc(String name, ContentCipher cipher) {
    return new Profile(
        name, Digest.SHA_256, RsaSignature.PKCS1_V1_5, cipher, RsaKeyTransport.PKCS1_V1_5);
  }

  private static Profile pssAndOaep(String name, Digest digest, ContentCipher cipher) {
    return new Profile(name, digest, RsaSignature.PSS, cipher, RsaKeyTransport.OAEP_SHA_256);
  }

  /** Message digests we sign with. */
  public enum Digest {
    SHA_256("SHA-256"),
    SHA_384("SHA-384"),
    SHA_512("SHA-512");

    private final String jcaName;

    Digest(String jcaName) {
      this.jcaName = jcaName;
    }

    /** The name the JCA knows it by. */
    public String jcaName() {
      return jcaName;
    }

    /** The value of the micalg parameter (RFC 8551, 3.5.3.2). */
    public String micalg() {
      return jcaName.toLowerCase(Locale.ROOT);
    }
  }

  /** Schemes an RSA key signs with (RFC 8017). */
  public enum RsaSignature {
    PKCS1_V1_5,
    PSS
  }

  /** Schemes that wrap a content-encryption key for an RSA recipient (RFC 3370, RFC 3560). */
  public enum RsaKeyTransport {
    PKCS1_V1_5,
    OAEP_SHA_256
  }

  /** Content-encryption algorithms we write. */
  public enum ContentCipher {
    DES_EDE3_CBC(24, false),
    AES_128_CBC(16, false),
    AES_192_CBC(24, false),
    AES_256_CBC(32, false),
    AES_128_GCM(16, true),
    AES_192_GCM(24, true),
    AES_256_GCM(32, true);

    private final int keyOctets;
    private final boolean authenticated;

    ContentCipher(int keyOctets, boolean authenticated) {
      this.keyOctets = keyOctets;
      this.authenticated = authenticated;
    }

    /** The length of the content-encryption key in octets. */
    public int keyOctets() {
      return keyOctets;
    }

    /** True for AEAD ciphers, which go into AuthEnvelopedData (RFC 5083). */
    public boolean authenticated() {
      return authenticated;
    }
  }
}
