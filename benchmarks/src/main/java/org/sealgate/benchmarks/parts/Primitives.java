package org.sealgate.benchmarks.parts;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.sealgate.fixtures.pki.KeyAlgorithm;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;
import org.sealgate.provider.Crypto;

/** What the providers do, with native code and without. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgs = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH calls prepare() first
public class Primitives {
  private static final int CHUNK = 64 << 10;

  @Param({"preferred", "without-native"})
  String provider;

  private Crypto crypto;
  private PrivateKey rsa;
  private PublicKey rsaPublic;
  private PrivateKey ec;
  private byte[] wrapped;
  private byte[] signature;
  private final byte[] digest = new byte[64];
  private final byte[] chunk = new byte[CHUNK];
  private final byte[] result = new byte[CHUNK + 64];

  @Setup
  public void prepare() throws GeneralSecurityException {
    crypto = provider.equals("preferred") ? Crypto.preferred() : Crypto.withoutNative();
    TestPki pki = TestPki.shared();
    TestIdentity alice = pki.user("alice@example.org").issue();
    rsa = crypto.ready(alice.privateKey());
    rsaPublic = crypto.ready(alice.certificate().getPublicKey());
    TestIdentity bob = pki.user("bob@example.org").key(KeyAlgorithm.EC_P256).issue();
    ec = crypto.ready(bob.privateKey());
    wrapped = rsaWrap();
    signature = rsaSign();
  }

  @Benchmark
  public byte[] rsaSign() throws GeneralSecurityException {
    return sign("SHA256withRSA", rsa);
  }

  @Benchmark
  public byte[] ecSign() throws GeneralSecurityException {
    return sign("SHA256withECDSA", ec);
  }

  private byte[] sign(String algorithm, PrivateKey key) throws GeneralSecurityException {
    Signature signer = crypto.signer(algorithm, key);
    signer.update(digest);
    return signer.sign();
  }

  @Benchmark
  public boolean rsaVerify() throws GeneralSecurityException {
    Signature verifier = crypto.verifier("SHA256withRSA", rsaPublic);
    verifier.update(digest);
    return verifier.verify(signature);
  }

  @Benchmark
  public byte[] rsaWrap() throws GeneralSecurityException {
    return crypto.encrypter("RSA/ECB/PKCS1Padding", rsaPublic, null).doFinal(new byte[32]);
  }

  @Benchmark
  public byte[] rsaUnwrap() throws GeneralSecurityException {
    return crypto.decrypter("RSA/ECB/PKCS1Padding", rsa, null).doFinal(wrapped);
  }

  @Benchmark
  public byte[] sha256() throws GeneralSecurityException {
    return crypto.digest("SHA-256").digest(chunk);
  }

  @Benchmark
  public int aesCbcEncrypt() throws GeneralSecurityException {
    return cbc(Cipher.ENCRYPT_MODE);
  }

  @Benchmark
  public int aesCbcDecrypt() throws GeneralSecurityException {
    return cbc(Cipher.DECRYPT_MODE);
  }

  private int cbc(int mode) throws GeneralSecurityException {
    Cipher cipher = crypto.cipher("AES/CBC/PKCS5Padding");
    cipher.init(mode, new SecretKeySpec(new byte[32], "AES"), new IvParameterSpec(new byte[16]));
    return cipher.update(chunk, 0, CHUNK, result);
  }
}
