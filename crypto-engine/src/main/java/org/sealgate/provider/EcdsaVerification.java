package org.sealgate.provider;

import java.io.IOException;
import java.math.BigInteger;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERSequence;

/**
 * Verifies ECDSA whose two numbers are in DER (RFC 5480, appendix A), so that the answer is the
 * same whichever provider does the arithmetic: the JDK takes negative numbers for positive ones.
 */
final class EcdsaVerification extends Verification {
  /** Two numbers of 571 bits, the largest curve there is, take 150. */
  private static final int LONGEST = 160;

  private final Signature arithmetic;

  /**
   * @param arithmetic what does the computing, ready to verify
   */
  EcdsaVerification(Signature arithmetic) {
    super(arithmetic.getAlgorithm());
    this.arithmetic = arithmetic;
  }

  @Override
  protected void engineUpdate(byte octet) throws SignatureException {
    arithmetic.update(octet);
  }

  @Override
  protected void engineUpdate(byte[] octets, int offset, int length) throws SignatureException {
    arithmetic.update(octets, offset, length);
  }

  @Override
  protected boolean engineVerify(byte[] signature) throws SignatureException {
    return isDer(signature) && arithmetic.verify(signature);
  }

  private static boolean isDer(byte[] signature) {
    if (signature.length > LONGEST) {
      return false;
    }
    try {
      ASN1Sequence numbers = ASN1Sequence.getInstance(signature);
      BigInteger r = ASN1Integer.getInstance(numbers.getObjectAt(0)).getValue();
      BigInteger s = ASN1Integer.getInstance(numbers.getObjectAt(1)).getValue();
      ASN1Integer[] both = {new ASN1Integer(r), new ASN1Integer(s)};
      return r.signum() > 0
          && s.signum() > 0
          && Arrays.equals(new DERSequence(both).getEncoded(), signature);
    } catch (IOException | RuntimeException notDer) {
      return false;
    }
  }
}
