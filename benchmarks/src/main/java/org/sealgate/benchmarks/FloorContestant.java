package org.sealgate.benchmarks;

import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.sealgate.provider.Crypto;

/**
 * What nobody gets below: the primitives of an operation, one after the other over octets that are
 * there already, by the providers the engine uses. Base64 stands in lines, as mail has it, so that
 * its characters are copied once to or from them; nothing else of a format is written or read, and
 * nothing is looked at to see whether it is in canonical form.
 */
final class FloorContestant implements Contestant {
  /** Octets that go through the primitives together: whole lines of base64. */
  private static final int CHUNK = 57 * 860;

  private static final int LINE = 76;
  private static final byte[] CEK = new byte[32];

  private final Crypto crypto;

  FloorContestant(Crypto crypto) {
    this.crypto = crypto;
  }

  @Override
  public Work prepare(Job job) throws GeneralSecurityException {
    if (job.certificate().getPublicKey().getAlgorithm().equals("EC")) {
      throw new UnsupportedOperationException("the floor is that of RSA");
    }
    Primitives all = new Primitives(crypto, job);
    return switch (job.operation()) {
      case SIGN -> (out, wanted) -> all.sign(out);
      case ENCRYPT_CBC, ENCRYPT_GCM -> (out, wanted) -> all.encrypt(out);
      case SIGN_ENCRYPT ->
          (out, wanted) -> {
            all.sign(OutputStream.nullOutputStream());
            all.encrypt(out);
          };
      case DECRYPT_CBC, DECRYPT_GCM -> (out, wanted) -> all.decrypt();
      case VERIFY -> (out, wanted) -> all.verify();
      case DECRYPT_VERIFY ->
          (out, wanted) -> {
            all.decrypt();
            all.verify();
          };
    };
  }

  /** The primitives, with keys at hand and material of the right length. */
  private static final class Primitives {
    private final Crypto crypto;
    private final boolean gcm;
    private final byte[] plain;
    private final byte[] lines;
    private final byte[] encryptedCek;
    private final byte[] attributes = new byte[150];
    private final byte[] signature;
    private final PrivateKey privateKey;
    private final PublicKey publicKey;
    private final List<PublicKey> recipients;
    private final byte[] piece = new byte[CHUNK + 64];
    private final byte[] characters = new byte[CHUNK / 57 * LINE];
    private final byte[] broken = new byte[CHUNK / 57 * (LINE + 2)];

    Primitives(Crypto crypto, Job job) throws GeneralSecurityException {
      this.crypto = crypto;
      this.gcm = job.operation().gcm();
      // What readers are given is base64 of what they read.
      boolean sealed = job.operation().maker().isPresent() && job.operation() != Operation.VERIFY;
      int length = sealed ? job.input().length / 78 * 57 : job.input().length;
      this.plain = Arrays.copyOf(job.input(), length);
      this.lines = Base64.getMimeEncoder().encode(plain);
      this.privateKey = crypto.ready(job.who().key());
      this.publicKey = crypto.ready(job.certificate().getPublicKey());
      this.recipients =
          job.recipients().stream().map(X509Certificate::getPublicKey).map(crypto::ready).toList();
      this.encryptedCek = wrap(publicKey);
      this.signature = signature();
    }

    private byte[] wrap(PublicKey key) throws GeneralSecurityException {
      return crypto.encrypter("RSA/ECB/PKCS1Padding", key, null).doFinal(CEK);
    }

    private byte[] signature() throws GeneralSecurityException {
      Signature signer = crypto.signer("SHA256withRSA", privateKey);
      signer.update(attributes);
      return signer.sign();
    }

    void sign(OutputStream out) throws Exception {
      digest();
      signature();
      out.write(plain);
    }

    private void digest() throws GeneralSecurityException {
      MessageDigest digest = crypto.digest("SHA-256");
      digest.update(plain);
      attributes[0] = digest.digest()[0];
      attributes[0] = 0;
    }

    void verify() throws GeneralSecurityException {
      digest();
      Signature verifier = crypto.verifier("SHA256withRSA", publicKey);
      verifier.update(attributes);
      if (!verifier.verify(signature)) {
        throw new GeneralSecurityException("the floor does not hold");
      }
    }

    void encrypt(OutputStream out) throws Exception {
      for (PublicKey recipient : recipients) {
        wrap(recipient);
      }
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE);
      for (int at = 0; at < plain.length; at += CHUNK) {
        cipher.update(plain, at, Math.min(CHUNK, plain.length - at), piece);
        int count = Base64.getEncoder().encode(part(at), characters);
        out.write(broken, 0, intoLines(count));
      }
      cipher.doFinal();
    }

    private byte[] part(int at) {
      return plain.length - at >= CHUNK ? whole() : Arrays.copyOf(piece, plain.length - at);
    }

    private final byte[] chunk = new byte[CHUNK];

    private byte[] whole() {
      System.arraycopy(piece, 0, chunk, 0, CHUNK);
      return chunk;
    }

    private int intoLines(int count) {
      int to = 0;
      for (int at = 0; at < count; at += LINE) {
        int length = Math.min(LINE, count - at);
        System.arraycopy(characters, at, broken, to, length);
        broken[to + length] = '\r';
        broken[to + length + 1] = '\n';
        to += length + 2;
      }
      return to;
    }

    /** The characters of some lines, without their ends; how many there are. */
    private int outOfLines(int from, int to) {
      int count = 0;
      for (int at = from; at < to; at += LINE + 2) {
        int length = Math.min(LINE, to - at);
        System.arraycopy(lines, at, characters, count, length);
        count += length;
      }
      return count;
    }

    /** Base64 and AES piece by piece, while they are in the cache, into one result. */
    void decrypt() throws Exception {
      crypto.decrypter("RSA/ECB/PKCS1Padding", privateKey, null).doFinal(encryptedCek);
      Cipher cipher = cipher(gcm ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE);
      byte[] result = new byte[plain.length + 64];
      int done = 0;
      for (int at = 0; at < lines.length; at += broken.length) {
        int count = outOfLines(at, Math.min(at + broken.length, lines.length));
        byte[] piece = count == characters.length ? characters : Arrays.copyOf(characters, count);
        int octets = Base64.getDecoder().decode(piece, chunk) & ~15;
        done += cipher.update(chunk, 0, octets, result, done);
      }
    }

    private Cipher cipher(int mode) throws GeneralSecurityException {
      SecretKeySpec key = new SecretKeySpec(CEK, "AES");
      String name = gcm ? "AES/GCM/NoPadding" : "AES/CBC/PKCS5Padding";
      boolean decrypts = mode == Cipher.DECRYPT_MODE;
      Cipher cipher = decrypts ? crypto.decryptionCipher(name) : crypto.cipher(name);
      byte[] fresh = new byte[gcm ? 12 : 16];
      crypto.random().nextBytes(fresh);
      cipher.init(mode, key, gcm ? new GCMParameterSpec(128, fresh) : new IvParameterSpec(fresh));
      return cipher;
    }
  }
}
