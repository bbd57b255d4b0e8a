package org.sealgate.archive;

import java.security.GeneralSecurityException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import org.sealgate.Base64Text;
import org.sealgate.SmimeException;
import org.sealgate.provider.Crypto;

/**
 * What the audit was at a moment, signed by the archive's Ed25519 key: one line, to be kept where
 * the archive's administrators cannot reach it. Whoever rewrites the audit afterwards, with every
 * key of the archive in hand, is found out by it.
 *
 * @param number the last entry it covers
 * @param at when it was signed
 * @param hash the tag of that entry, which depends on every entry before it
 * @param publicKey the archive's key (SubjectPublicKeyInfo in DER): note it when the first is made
 * @param signature over all of it
 */
public record AuditCheckpoint(
    long number, Instant at, byte[] hash, byte[] publicKey, byte[] signature) {
  private static final String KIND = "sealgate-checkpoint-1";

  /** As one line of text. */
  public String line() {
    return String.join(
        " ",
        KIND,
        Long.toString(number),
        at.toString(),
        HexFormat.of().formatHex(hash),
        Base64.getEncoder().encodeToString(publicKey),
        Base64.getEncoder().encodeToString(signature));
  }

  /**
   * Reads such a line.
   *
   * @throws SmimeException MALFORMED where it is none
   */
  public static AuditCheckpoint parse(String line) {
    String[] words = line.strip().split(" +", -1);
    if (words.length != 6 || !words[0].equals(KIND)) {
      throw SmimeException.malformed("this is no line of a checkpoint: " + KIND + " ...");
    }
    try {
      return new AuditCheckpoint(
          Long.parseLong(words[1]),
          Instant.parse(words[2]),
          HexFormat.of().parseHex(words[3]),
          Base64Text.decode(words[4]),
          Base64Text.decode(words[5]));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw SmimeException.malformed("the line of a checkpoint is broken", e);
    }
  }

  /** True where the signature is one of the key in it; whose key that is, the caller compares. */
  public boolean isSigned() {
    try {
      Crypto crypto = Crypto.preferred();
      var verifier = crypto.verifier("Ed25519", crypto.publicKey(publicKey));
      verifier.update(signed(number, at, hash));
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** What is signed. */
  static byte[] signed(long number, Instant at, byte[] hash) {
    return Vault.fields(
        Vault.utf8(KIND), Vault.utf8(Long.toString(number)), Vault.utf8(at.toString()), hash);
  }
}
