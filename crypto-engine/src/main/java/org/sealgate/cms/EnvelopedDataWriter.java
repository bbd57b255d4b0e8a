package org.sealgate.cms;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.cms.Profile.ContentCipher;
import org.sealgate.mime.Octets;
import org.sealgate.provider.Crypto;

/**
 * Writes EnvelopedData (RFC 5652, 6) for CBC ciphers and AuthEnvelopedData (RFC 5083) for
 * authenticated ones, with definite lengths and in one pass over the content. Immutable and
 * thread-safe; each call makes a fresh content-encryption key.
 *
 * <p>RecipientInfos stand in the order given: BER asks for no order in a SET OF, and sorting a
 * thousand of them costs more than all else.
 */
public final class EnvelopedDataWriter {
  private static final int TAG_OCTETS = 16;

  private final Crypto crypto;
  private final ContentCipher cipher;

  public EnvelopedDataWriter(Crypto crypto, ContentCipher cipher) {
    this.crypto = crypto;
    this.cipher = cipher;
  }

  /**
   * Writes the ContentInfo.
   *
   * @param recipients for whom; at least one
   */
  public void write(Octets content, List<CmsRecipient> recipients, OutputStream out)
      throws IOException {
    if (recipients.isEmpty()) {
      throw new SmimeException(ErrorCode.NO_CERTIFICATE, "nobody to encrypt for");
    }
    byte[] cek = new byte[cipher.keyOctets()];
    crypto.random().nextBytes(cek);
    try {
      Encryption encryption = encryption(cek, crypto.random());
      write(content, encryption, new Recipients(recipients, cek), out);
    } catch (GeneralSecurityException e) {
      throw new SmimeException(
          ErrorCode.UNSUPPORTED, "the content does not encrypt with " + cipher, e);
    } finally {
      Arrays.fill(cek, (byte) 0);
    }
  }

  /** The encoded RecipientInfos, and the version they ask of EnvelopedData. */
  private static final class Recipients {
    final byte[] encoded;
    final int version;

    Recipients(List<CmsRecipient> recipients, byte[] cek) {
      List<byte[]> infos = new ArrayList<>(recipients.size());
      int highest = 0;
      for (CmsRecipient recipient : recipients) {
        infos.add(recipient.wrapped(cek));
        highest = Math.max(highest, recipient.envelopedDataVersion());
      }
      this.encoded = Der.tlv(Der.SET, infos);
      this.version = highest;
    }
  }

  /** An initialised cipher and the identifier that tells a reader how to undo it. */
  private record Encryption(Cipher cipher, AlgorithmIdentifier algorithm) {}

  private Encryption encryption(byte[] cek, SecureRandom random) throws GeneralSecurityException {
    return switch (cipher) {
      case DES_EDE3_CBC -> cbc(cek, "DESede", Oids.DES_EDE3_CBC, random);
      case AES_128_CBC -> cbc(cek, "AES", Oids.AES_128_CBC, random);
      case AES_192_CBC -> cbc(cek, "AES", Oids.AES_192_CBC, random);
      case AES_256_CBC -> cbc(cek, "AES", Oids.AES_256_CBC, random);
      case AES_128_GCM -> gcm(cek, Oids.AES_128_GCM, random);
      case AES_192_GCM -> gcm(cek, Oids.AES_192_GCM, random);
      case AES_256_GCM -> gcm(cek, Oids.AES_256_GCM, random);
    };
  }

  private Encryption cbc(byte[] cek, String name, String oid, SecureRandom random)
      throws GeneralSecurityException {
    Cipher cbc = crypto.cipher(name + "/CBC/PKCS5Padding");
    byte[] iv = new byte[blockOctets()];
    random.nextBytes(iv);
    cbc.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(cek, name), new IvParameterSpec(iv));
    return new Encryption(cbc, new AlgorithmIdentifier(oid, Der.octetString(iv)));
  }

  /** GCMParameters of RFC 5084, 3.2: a nonce of 12 octets, a tag of 16. */
  private Encryption gcm(byte[] cek, String oid, SecureRandom random)
      throws GeneralSecurityException {
    Cipher gcm = crypto.cipher("AES/GCM/NoPadding");
    byte[] nonce = new byte[12];
    random.nextBytes(nonce);
    gcm.init(
        Cipher.ENCRYPT_MODE,
        new SecretKeySpec(cek, "AES"),
        new GCMParameterSpec(8 * TAG_OCTETS, nonce));
    byte[] parameters = Der.sequence(Der.octetString(nonce), Der.integer(TAG_OCTETS));
    return new Encryption(gcm, new AlgorithmIdentifier(oid, parameters));
  }

  private void write(Octets content, Encryption encryption, Recipients recipients, OutputStream out)
      throws IOException, GeneralSecurityException {
    boolean authenticated = cipher.authenticated();
    long encrypted = encryptedLength(content.length());
    byte[] version = Der.integer(authenticated ? 0 : recipients.version);
    byte[] dataType = Der.oid(Oids.DATA);
    byte[] algorithm = encryption.algorithm().encoded();
    long contentInfo = dataType.length + algorithm.length + Der.total(encrypted);
    long tag = authenticated ? Der.total(TAG_OCTETS) : 0;
    long enveloped = version.length + recipients.encoded.length + Der.total(contentInfo) + tag;
    byte[] type = Der.oid(authenticated ? Oids.AUTH_ENVELOPED_DATA : Oids.ENVELOPED_DATA);

    out.write(Der.header(Der.SEQUENCE, type.length + Der.total(Der.total(enveloped))));
    out.write(type);
    out.write(Der.header(0xA0, Der.total(enveloped)));
    out.write(Der.header(Der.SEQUENCE, enveloped));
    out.write(version);
    out.write(recipients.encoded);
    out.write(Der.header(Der.SEQUENCE, contentInfo));
    out.write(dataType);
    out.write(algorithm);
    out.write(Der.header(0x80, encrypted));
    CipherOutput ciphertext = new CipherOutput(encryption.cipher(), encrypted, out);
    content.writeTo(ciphertext);
    byte[] mac = ciphertext.finish();
    if (authenticated) {
      out.write(Der.octetString(mac));
    }
  }

  private long encryptedLength(long length) {
    if (cipher.authenticated()) {
      return length;
    }
    int block = blockOctets();
    return (length / block + 1) * block;
  }

  private int blockOctets() {
    return cipher == ContentCipher.DES_EDE3_CBC ? 8 : 16;
  }
}
