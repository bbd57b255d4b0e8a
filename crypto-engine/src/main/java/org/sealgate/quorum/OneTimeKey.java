package org.sealgate.quorum;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.identity.Identity;
import org.sealgate.provider.Crypto;

/**
 * A key pair for one request, with a certificate signed by itself, because that is what S/MIME
 * programs encrypt to: P-256, which all of them know.
 */
public final class OneTimeKey {
  private static final int SERIAL_BITS = 127;

  private OneTimeKey() {}

  /**
   * A fresh one.
   *
   * @param request the id of the request
   * @param from when the request was made
   * @param until when it expires
   */
  public static Identity make(String request, Instant from, Instant until) {
    Crypto crypto = Crypto.preferred();
    try {
      KeyPair pair = crypto.keyPair("EC", new ECGenParameterSpec("secp256r1"));
      X500Name name = new X500Name("CN=Recovery request " + request);
      X509v3CertificateBuilder builder =
          new X509v3CertificateBuilder(
              name,
              new BigInteger(SERIAL_BITS, crypto.random()).setBit(SERIAL_BITS),
              Date.from(from),
              Date.from(until),
              name,
              SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyAgreement));
      byte[] der = builder.build(new Signer(pair.getPrivate())).getEncoded();
      return new Identity(MailCertificate.parse(der), List.of(), pair.getPrivate());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("no P-256 keys in this Java", e);
    }
  }

  /** ECDSA through our providers. */
  private static final class Signer implements ContentSigner {
    private final PrivateKey key;
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();

    Signer(PrivateKey key) {
      this.key = key;
    }

    @Override
    public AlgorithmIdentifier getAlgorithmIdentifier() {
      return new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
    }

    @Override
    public OutputStream getOutputStream() {
      return octets;
    }

    @Override
    public byte[] getSignature() {
      try {
        var signature = Crypto.preferred().signer("SHA256withECDSA", key);
        signature.update(octets.toByteArray());
        return signature.sign();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("no ECDSA in this Java", e);
      }
    }
  }
}
