package org.sealgate.cms;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.mime.Onlooker;
import org.sealgate.provider.Crypto;

/**
 * The digests of everything written to it, by several algorithms in one pass: pieces of 64 KiB go
 * through all of them while they are in the processor's cache. Not thread-safe.
 */
public final class ContentDigests extends Onlooker {
  private static final int CHUNK = 64 << 10;

  private final List<String> names;
  private final List<MessageDigest> digests = new ArrayList<>();

  /**
   * @param algorithms JCA names: {@code SHA-256}; duplicates count once
   */
  public ContentDigests(Crypto crypto, Collection<String> algorithms) {
    this.names = algorithms.stream().distinct().toList();
    for (String name : names) {
      try {
        digests.add(crypto.digest(name));
      } catch (GeneralSecurityException e) {
        throw new SmimeException(ErrorCode.UNSUPPORTED, "no message digest " + name, e);
      }
    }
  }

  @Override
  public void write(int b) {
    digests.forEach(digest -> digest.update((byte) b));
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    if (digests.size() == 1) {
      digests.get(0).update(bytes, offset, length);
      return;
    }
    for (int done = 0; done < length; done += CHUNK) {
      int n = Math.min(CHUNK, length - done);
      for (MessageDigest digest : digests) {
        digest.update(bytes, offset + done, n);
      }
    }
  }

  @Override
  public void again() {
    digests.forEach(MessageDigest::reset);
  }

  /** The digests, in the order of the names; the object starts anew. */
  public Results finish() {
    return new Results(names, digests.stream().map(MessageDigest::digest).toList());
  }

  /**
   * Finished digests.
   *
   * @param algorithms JCA names
   * @param values the digest of each
   */
  public record Results(List<String> algorithms, List<byte[]> values) {

    /** The digest by this algorithm, which must be one that was asked for. */
    public byte[] of(String algorithm) {
      int index = algorithms.indexOf(algorithm);
      if (index < 0) {
        throw new IllegalArgumentException("digest not computed: " + algorithm);
      }
      return values.get(index).clone();
    }
  }
}
