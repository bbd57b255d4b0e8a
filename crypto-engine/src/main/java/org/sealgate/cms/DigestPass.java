package org.sealgate.cms;

import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sealgate.provider.Crypto;

/** Computes every digest that the signers of one content need, in one pass over it. */
public final class DigestPass extends OutputStream {
  private final Map<String, MessageDigest> digests = new LinkedHashMap<>();
  private final Map<String, byte[]> results = new LinkedHashMap<>();

  /** Unknown to every provider: the signers that need them are reported as not verifiable. */
  private final Set<String> unknown = new HashSet<>();

  private DigestPass() {}

  /** For these algorithms; those that nobody knows are left out. */
  public static DigestPass of(Crypto crypto, Collection<AlgorithmIdentifier> algorithms) {
    DigestPass all = new DigestPass();
    for (AlgorithmIdentifier algorithm : algorithms) {
      String name = DigestAlgorithms.jcaName(algorithm.algorithm());
      if (name != null) {
        all.add(crypto, name);
      }
    }
    return all;
  }

  /**
   * For the algorithm that a micalg parameter announces before the signature has been seen; for
   * none where it names several or an unknown one. A guess: {@link #covers} tells whether it was
   * right.
   */
  public static DigestPass announced(Crypto crypto, String micalg) {
    DigestPass all = new DigestPass();
    String name = DigestAlgorithms.jcaNameOfMicalg(micalg);
    if (name != null) {
      all.add(crypto, name);
    }
    return all;
  }

  private void add(Crypto crypto, String name) {
    if (!digests.containsKey(name)) {
      try {
        digests.put(name, crypto.digest(name));
      } catch (GeneralSecurityException e) {
        unknown.add(name);
      }
    }
  }

  /** The digest of everything written so far; null where the algorithm was not asked for. */
  byte @Nullable [] of(AlgorithmIdentifier algorithm) {
    String name = DigestAlgorithms.jcaName(algorithm.algorithm());
    MessageDigest digest = name == null ? null : digests.get(name);
    if (digest == null) {
      return null;
    }
    return results.computeIfAbsent(name, n -> digest.digest());
  }

  /** True where everything written so far has this digest. */
  public boolean gives(AlgorithmIdentifier algorithm, byte[] digest) {
    byte[] found = of(algorithm);
    return found != null && MessageDigest.isEqual(found, digest);
  }

  /** True where each of these was asked for. */
  public boolean covers(Collection<AlgorithmIdentifier> algorithms) {
    return algorithms.stream()
        .map(algorithm -> DigestAlgorithms.jcaName(algorithm.algorithm()))
        .allMatch(name -> name == null || digests.containsKey(name) || unknown.contains(name));
  }

  @Override
  public void write(int b) {
    for (MessageDigest digest : digests.values()) {
      digest.update((byte) b);
    }
  }

  @Override
  public void write(byte[] b, int off, int len) {
    for (MessageDigest digest : digests.values()) {
      digest.update(b, off, len);
    }
  }
}
