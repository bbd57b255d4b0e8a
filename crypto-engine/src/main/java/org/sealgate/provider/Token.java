package org.sealgate.provider;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.ProviderException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import org.sealgate.ErrorCode;
import org.sealgate.Secret;
import org.sealgate.SmimeException;

/**
 * A smart card, USB token or HSM that is logged in to (PKCS #11). Its keys never leave it: what it
 * gives are handles, which work until it is closed. Thread-safe.
 */
public final class Token implements AutoCloseable {
  private static final int KEY_BITS = 256;

  private final TokenSession session;
  private final AtomicBoolean isOpen = new AtomicBoolean(true);

  private Token(TokenSession session) {
    this.session = session;
  }

  /**
   * A private key with its certificate.
   *
   * @param label the label of the certificate; that and its issuer where several bear it
   * @param privateKey the handle
   * @param chain the certificate of the same CKA_ID, and those above it that are on the token
   */
  public record Entry(String label, PrivateKey privateKey, List<X509Certificate> chain) {
    public Entry {
      chain = List.copyOf(chain);
    }

    @Override
    public String toString() {
      return "Entry[" + label + "]";
    }
  }

  /**
   * Logs in to a token.
   *
   * @throws SmimeException UNAVAILABLE where it is not there or does not answer, WRONG_PASSWORD
   *     where the PIN is another, CONFIGURATION where the module is none or several tokens fit,
   *     UNSUPPORTED where this Java cannot use tokens
   */
  public static Token open(TokenUri uri, Secret pin) {
    return new Token(TokenSession.join(uri, pin));
  }

  /** What it is called among people. */
  public String name() {
    return session.name();
  }

  /**
   * Its private keys that have a certificate with the same CKA_ID.
   *
   * @throws SmimeException UNAVAILABLE where it does not answer
   */
  public List<Entry> entries() {
    return asked(store -> {
      List<Entry> entries = new ArrayList<>();
      for (String label : Collections.list(store.aliases())) {
        Certificate[] chain = store.getCertificateChain(label);
        if (chain != null && store.getKey(label, null) instanceof PrivateKey key) {
          entries.add(new Entry(label, key, x509(chain)));
        }
      }
      return entries;
    });
  }

  private static List<X509Certificate> x509(Certificate[] chain) {
    return Arrays.stream(chain).map(X509Certificate.class::cast).toList();
  }

  /**
   * The AES key with a label; empty where it has none.
   *
   * @throws SmimeException UNAVAILABLE where it does not answer
   */
  public Optional<TokenKey> secretKey(String label) {
    return asked(store -> {
      Key found = store.getKey(label, null);
      return found instanceof SecretKey key
          ? Optional.of(new TokenKey(key, session.provider()))
          : Optional.empty();
    });
  }

  /**
   * Makes an AES-256 key on it that never leaves it (CKA_SENSITIVE, not CKA_EXTRACTABLE).
   *
   * @throws SmimeException REFUSED where it does not make one
   */
  public TokenKey makeSecretKey(String label) {
    try {
      KeyGenerator generator = KeyGenerator.getInstance("AES", session.provider());
      generator.init(KEY_BITS);
      // It is made for this session; the token copies it to where it stays, with its label.
      SecretKey key = generator.generateKey();
      session.objects().setEntry(label, new KeyStore.SecretKeyEntry(key), null);
      return secretKey(label).orElseThrow(() -> new KeyStoreException("the key did not stay"));
    } catch (GeneralSecurityException | IOException | ProviderException e) {
      throw new SmimeException(
          ErrorCode.REFUSED,
          "the %s makes no AES-256 key (%s): make one with its tools, labelled '%s'"
              .formatted(name(), TokenProblem.reason(e), label),
          e);
    }
  }

  /** Asks for what is on the token. */
  @FunctionalInterface
  private interface Question<T> {
    T ask(KeyStore objects) throws GeneralSecurityException;
  }

  private <T> T asked(Question<T> question) {
    try {
      return question.ask(session.objects());
    } catch (GeneralSecurityException | IOException | ProviderException e) {
      throw new SmimeException(
          ErrorCode.UNAVAILABLE,
          "the %s does not say what is on it (%s)".formatted(name(), TokenProblem.reason(e)),
          e);
    }
  }

  /** Logs out, unless others in this process use the token too. */
  @Override
  public void close() {
    if (isOpen.getAndSet(false)) {
      session.leave();
    }
  }
}
