package org.sealgate.cms;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The digests of signatures by object identifier. */
final class DigestAlgorithms {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("1.2.840.113549.2.2", "MD2"),
          Map.entry("1.2.840.113549.2.4", "MD4"),
          Map.entry(Oids.MD5, "MD5"),
          Map.entry(Oids.SHA_1, "SHA-1"),
          Map.entry(Oids.SHA_224, "SHA-224"),
          Map.entry(Oids.SHA_256, "SHA-256"),
          Map.entry(Oids.SHA_384, "SHA-384"),
          Map.entry(Oids.SHA_512, "SHA-512"),
          Map.entry("2.16.840.1.101.3.4.2.5", "SHA-512/224"),
          Map.entry("2.16.840.1.101.3.4.2.6", "SHA-512/256"),
          Map.entry("2.16.840.1.101.3.4.2.7", "SHA3-224"),
          Map.entry("2.16.840.1.101.3.4.2.8", "SHA3-256"),
          Map.entry("2.16.840.1.101.3.4.2.9", "SHA3-384"),
          Map.entry("2.16.840.1.101.3.4.2.10", "SHA3-512"),
          Map.entry("2.16.840.1.101.3.4.2.11", "SHAKE128-256"),
          Map.entry(Oids.SHAKE_256, "SHAKE256-512"),
          // With their length as a parameter: RFC 8419, 2.3 demands that of 512 bits for Ed448.
          Map.entry("2.16.840.1.101.3.4.2.17", "SHAKE128-256"),
          Map.entry("2.16.840.1.101.3.4.2.18", "SHAKE256-512"),
          Map.entry("1.3.36.3.2.1", "RIPEMD160"),
          Map.entry("1.3.36.3.2.3", "RIPEMD256"),
          Map.entry("1.3.36.3.2.2", "RIPEMD128"),
          Map.entry("1.0.10118.3.0.55", "Whirlpool"),
          Map.entry("1.2.643.2.2.9", "GOST3411"),
          Map.entry("1.2.643.7.1.1.2.2", "GOST3411-2012-256"),
          Map.entry("1.2.643.7.1.1.2.3", "GOST3411-2012-512"),
          // Signers that name the signature scheme where the digest belongs.
          Map.entry("1.2.840.113549.1.1.4", "MD5"),
          Map.entry("1.2.840.113549.1.1.5", "SHA-1"),
          Map.entry("1.2.840.113549.1.1.11", "SHA-256"),
          Map.entry("1.2.840.113549.1.1.12", "SHA-384"),
          Map.entry("1.2.840.113549.1.1.13", "SHA-512"));

  /** The micalg parameter (RFC 8551, 3.5.3.2; RFC 2311, 3.4.3.2), in lower case without hyphens. */
  private static final Map<String, String> MICALG =
      Map.of(
          "md5", "MD5",
          "rsamd5", "MD5",
          "sha1", "SHA-1",
          "rsasha1", "SHA-1",
          "sha224", "SHA-224",
          "sha256", "SHA-256",
          "sha384", "SHA-384",
          "sha512", "SHA-512");

  private DigestAlgorithms() {}

  /** What a micalg parameter with one name announces; null for several and for unknown ones. */
  static @Nullable String jcaNameOfMicalg(String micalg) {
    return MICALG.get(micalg.toLowerCase(Locale.ROOT).replace("-", ""));
  }

  /** The name the JCA knows it by; null for an unknown one. */
  static @Nullable String jcaName(String oid) {
    return NAMES.get(oid);
  }

  /** The name the JCA uses within a signature's name: SHA256. */
  static @Nullable String compactName(String oid) {
    String name = NAMES.get(oid);
    return name == null ? null : name.startsWith("SHA-") ? "SHA" + name.substring(4) : name;
  }
}
