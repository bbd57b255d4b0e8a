package org.sealgate.quorum;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bouncycastle.crypto.threshold.ShamirSecretSplitter;
import org.bouncycastle.crypto.threshold.ShamirSecretSplitter.Algorithm;
import org.bouncycastle.crypto.threshold.ShamirSecretSplitter.Mode;
import org.bouncycastle.crypto.threshold.ShamirSplitSecret;
import org.bouncycastle.crypto.threshold.ShamirSplitSecretShare;

/**
 * Shamir's sharing of 32 octets over GF(2^8), each octet with a polynomial of its own. The mode
 * without tables: a table is read at places that depend on the secret.
 */
final class Shares {
  /** The splitter has room for as many shares as the secret has octets. */
  static final int MOST = 32;

  private static final Algorithm FIELD = Algorithm.AES;
  private static final Mode MODE = Mode.Native;

  private Shares() {}

  /** So many shares, of which so many give the secret back; the first has number one. */
  static List<byte[]> split(byte[] secret, Quorum.Size size, SecureRandom random) {
    ShamirSecretSplitter splitter = new ShamirSecretSplitter(FIELD, MODE, secret.length, random);
    List<byte[]> shares = new ArrayList<>();
    ShamirSplitSecretShare[] split =
        splitter.resplit(secret, size.threshold(), size.custodians()).getSecretShares();
    for (int i = 0; i < size.custodians(); i++) {
      shares.add(octets(split[i]));
    }
    return shares;
  }

  /** What the shares give, by their numbers: something else than the secret where one is wrong. */
  static byte[] joined(Map<Integer, byte[]> shares) {
    ShamirSplitSecretShare[] parts =
        shares.entrySet().stream()
            .map(share -> new ShamirSplitSecretShare(share.getValue(), share.getKey()))
            .toArray(ShamirSplitSecretShare[]::new);
    try {
      return new ShamirSplitSecret(FIELD, MODE, parts).getSecret();
    } catch (IOException e) {
      throw new IllegalStateException("shares lie in memory", e);
    }
  }

  private static byte[] octets(ShamirSplitSecretShare share) {
    try {
      return share.getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException("shares lie in memory", e);
    }
  }
}
