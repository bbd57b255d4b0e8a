package org.sealgate.mime;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;

/**
 * Where the cipher of a temporary file comes from: who collects large contents passes in a provider
 * that is fast from its first call on, which the JDK's is not.
 */
@FunctionalInterface
public interface CipherSource {
  /** A new cipher, as {@link Cipher#getInstance(String)} gives one. */
  Cipher cipher(String transformation) throws GeneralSecurityException;
}
