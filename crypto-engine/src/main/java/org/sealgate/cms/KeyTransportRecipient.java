package org.sealgate.cms;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.spec.MGF1ParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.sealgate.cms.Profile.RsaKeyTransport;
import org.sealgate.provider.Crypto;

/** KeyTransRecipientInfo (RFC 5652, 6.2.1) with RSA, PKCS#1 v1.5 or OAEP (RFC 3370, RFC 3560). */
final class KeyTransportRecipient extends CmsRecipient {
  private static final byte[] VERSION = Der.integer(0);
  private static final byte[] PKCS1 = AlgorithmIdentifier.withNull(Oids.RSA).encoded();
  private static final byte[] OAEP_SHA_256 = oaep(Oids.SHA_256);
  private static final OAEPParameterSpec OAEP_SHA_256_SPEC =
      new OAEPParameterSpec(
          "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);

  private final Crypto crypto;
  private final PublicKey key;
  private final RsaKeyTransport scheme;

  KeyTransportRecipient(Crypto crypto, PublicKey key, byte[] identifier, RsaKeyTransport scheme) {
    super(identifier);
    this.crypto = crypto;
    this.key = crypto.ready(key);
    this.scheme = scheme;
  }

  @Override
  byte[] recipientInfo(byte[] cek) throws GeneralSecurityException {
    byte[] algorithm =
        switch (scheme) {
          case PKCS1_V1_5 -> PKCS1;
          case OAEP_SHA_256 -> OAEP_SHA_256;
        };
    return Der.sequence(VERSION, identifier, algorithm, Der.octetString(cipher().doFinal(cek)));
  }

  private Cipher cipher() throws GeneralSecurityException {
    return switch (scheme) {
      case PKCS1_V1_5 -> crypto.encrypter("RSA/ECB/PKCS1Padding", key, null);
      case OAEP_SHA_256 -> crypto.encrypter("RSA/ECB/OAEPPadding", key, OAEP_SHA_256_SPEC);
    };
  }

  private static byte[] oaep(String digest) {
    byte[] hash = AlgorithmIdentifier.withNull(digest).encoded();
    byte[] mgf = Der.sequence(Der.oid(Oids.MGF_1), hash);
    byte[] parameters = Der.sequence(Der.context(0, hash), Der.context(1, mgf));
    return new AlgorithmIdentifier(Oids.RSA_OAEP, parameters).encoded();
  }

  @Override
  int envelopedDataVersion() {
    return 0;
  }
}
