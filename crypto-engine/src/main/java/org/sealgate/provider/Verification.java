package org.sealgate.provider;

import java.security.InvalidKeyException;
import java.security.InvalidParameterException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;

/** A signature that verifies with the one key it was made for, and does nothing else. */
abstract class Verification extends Signature {

  Verification(String algorithm) {
    super(algorithm);
    this.state = VERIFY;
  }

  @Override
  protected final void engineInitVerify(PublicKey key) throws InvalidKeyException {
    throw new InvalidKeyException("the key was given when this was made");
  }

  @Override
  protected final void engineInitSign(PrivateKey key) throws InvalidKeyException {
    throw new InvalidKeyException("this does not sign");
  }

  @Override
  protected final byte[] engineSign() throws SignatureException {
    throw new SignatureException("this does not sign");
  }

  @Override
  @SuppressWarnings("deprecation") // It is abstract all the same.
  protected final void engineSetParameter(String name, Object value) {
    throw new InvalidParameterException("this has no parameters");
  }

  @Override
  @SuppressWarnings("deprecation") // It is abstract all the same.
  protected final Object engineGetParameter(String name) {
    throw new InvalidParameterException("this has no parameters");
  }
}
