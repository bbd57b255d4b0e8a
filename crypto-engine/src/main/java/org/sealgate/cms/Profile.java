package org.sealgate.cms;

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
  public static final Profile DEFAULT =
      new Profile(
          "default",
          Digest.SHA_256,
          RsaSignature.PKCS1_V1_5,
          ContentCipher.AES_256_CBC,
          RsaKeyTransport.PKCS1_V1_5);

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
      return jcaName.toLowerCase(java.util.Locale.ROOT);
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
