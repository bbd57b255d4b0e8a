package org.sealgate.cms;

/** Object identifiers of CMS and of the algorithms in it, with the document that assigns each. */
final class Oids {
  // Content types: RFC 5652, RFC 5083, RFC 3274, RFC 8551.
  static final String DATA = "1.2.840.113549.1.7.1";
  static final String SIGNED_DATA = "1.2.840.113549.1.7.2";
  static final String ENVELOPED_DATA = "1.2.840.113549.1.7.3";
  static final String DIGESTED_DATA = "1.2.840.113549.1.7.5";
  static final String ENCRYPTED_DATA = "1.2.840.113549.1.7.6";
  static final String AUTHENTICATED_DATA = "1.2.840.113549.1.9.16.1.2";
  static final String COMPRESSED_DATA = "1.2.840.113549.1.9.16.1.9";
  static final String AUTH_ENVELOPED_DATA = "1.2.840.113549.1.9.16.1.23";

  // Attributes: RFC 5652 11, RFC 5035, RFC 8551 2.5.
  static final String CONTENT_TYPE = "1.2.840.113549.1.9.3";
  static final String MESSAGE_DIGEST = "1.2.840.113549.1.9.4";
  static final String SIGNING_TIME = "1.2.840.113549.1.9.5";
  static final String SMIME_CAPABILITIES = "1.2.840.113549.1.9.15";
  static final String ENCRYPTION_KEY_PREFERENCE = "1.2.840.113549.1.9.16.2.11";
  static final String SIGNING_CERTIFICATE = "1.2.840.113549.1.9.16.2.12";
  static final String ALGORITHM_PROTECTION = "1.2.840.113549.1.9.52";
  static final String SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47";

  // Digests: RFC 3370, RFC 5754, RFC 8702.
  static final String MD5 = "1.2.840.113549.2.5";
  static final String SHA_1 = "1.3.14.3.2.26";
  static final String SHA_224 = "2.16.840.1.101.3.4.2.4";
  static final String SHA_256 = "2.16.840.1.101.3.4.2.1";
  static final String SHA_384 = "2.16.840.1.101.3.4.2.2";
  static final String SHA_512 = "2.16.840.1.101.3.4.2.3";
  static final String SHAKE_256 = "2.16.840.1.101.3.4.2.12";

  // Signatures: RFC 8017, RFC 5754, RFC 5758, RFC 8410, RFC 9882.
  static final String RSA = "1.2.840.113549.1.1.1";
  static final String RSA_OAEP = "1.2.840.113549.1.1.7";
  static final String MGF_1 = "1.2.840.113549.1.1.8";
  static final String RSA_PSS = "1.2.840.113549.1.1.10";
  static final String ECDSA_SHA_256 = "1.2.840.10045.4.3.2";
  static final String ECDSA_SHA_384 = "1.2.840.10045.4.3.3";
  static final String ECDSA_SHA_512 = "1.2.840.10045.4.3.4";
  static final String EC_PUBLIC_KEY = "1.2.840.10045.2.1";
  static final String X25519 = "1.3.101.110";
  static final String X448 = "1.3.101.111";
  static final String ED25519 = "1.3.101.112";
  static final String ED448 = "1.3.101.113";
  static final String ML_DSA_44 = "2.16.840.1.101.3.4.3.17";
  static final String ML_DSA_65 = "2.16.840.1.101.3.4.3.18";
  static final String ML_DSA_87 = "2.16.840.1.101.3.4.3.19";

  // Key agreement: RFC 5753 7.1.4, RFC 8418.
  static final String ECDH_SHA_1_KDF = "1.3.133.16.840.63.0.2";
  static final String ECDH_SHA_224_KDF = "1.3.132.1.11.0";
  static final String ECDH_SHA_256_KDF = "1.3.132.1.11.1";
  static final String ECDH_SHA_384_KDF = "1.3.132.1.11.2";
  static final String ECDH_SHA_512_KDF = "1.3.132.1.11.3";
  static final String ECDH_HKDF_SHA_256 = "1.2.840.113549.1.9.16.3.19";
  static final String ECDH_HKDF_SHA_384 = "1.2.840.113549.1.9.16.3.20";
  static final String ECDH_HKDF_SHA_512 = "1.2.840.113549.1.9.16.3.21";

  // Key wrap: RFC 3565, RFC 3370.
  static final String AES_128_WRAP = "2.16.840.1.101.3.4.1.5";
  static final String AES_192_WRAP = "2.16.840.1.101.3.4.1.25";
  static final String AES_256_WRAP = "2.16.840.1.101.3.4.1.45";
  static final String TRIPLE_DES_WRAP = "1.2.840.113549.1.9.16.3.6";

  // Content encryption: RFC 3370, RFC 3565, RFC 5084.
  static final String DES_EDE3_CBC = "1.2.840.113549.3.7";
  static final String AES_128_CBC = "2.16.840.1.101.3.4.1.2";
  static final String AES_192_CBC = "2.16.840.1.101.3.4.1.22";
  static final String AES_256_CBC = "2.16.840.1.101.3.4.1.42";
  static final String AES_128_GCM = "2.16.840.1.101.3.4.1.6";
  static final String AES_192_GCM = "2.16.840.1.101.3.4.1.26";
  static final String AES_256_GCM = "2.16.840.1.101.3.4.1.46";

  private Oids() {}
}
