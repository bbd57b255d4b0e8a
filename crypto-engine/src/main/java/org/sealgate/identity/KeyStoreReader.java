package org.sealgate.identity;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.jspecify.annotations.Nullable;
import org.sealgate.ErrorCode;
import org.sealgate.Secret;
import org.sealgate.SmimeException;
import org.sealgate.identity.KeyFileLimits.Work;
import org.sealgate.provider.Crypto;

/** Reads the key stores of Java: JKS, JCEKS and BCFKS. Each key may have a password of its own. */
final class KeyStoreReader {
  private final String type;
  private final List<Secret> passwords;
  private final KeyFileContents contents;

  KeyStoreReader(String type, List<Secret> passwords, Work work) {
    this.type = type;
    this.passwords = passwords;
    this.contents = new KeyFileContents(work);
  }

  KeyFileContents read(byte[] file) throws IOException {
    try {
      KeyStore store = load(file);
      for (String alias : Collections.list(store.aliases())) {
        readEntry(store, alias);
      }
      return contents;
    } catch (GeneralSecurityException e) {
      throw SmimeException.malformed(
          "the " + type + " file is broken: " + KeyFileContents.firstLine(e), e);
    }
  }

  private KeyStore load(byte[] file) throws IOException, GeneralSecurityException {
    for (Secret password : passwords) {
      Optional<KeyStore> store = tryLoad(file, password);
      if (store.isPresent()) {
        return store.get();
      }
    }
    if (isEncryptedAsAWhole()) {
      throw new SmimeException(
          ErrorCode.WRONG_PASSWORD, "no password given opens the " + type + " file");
    }
    KeyStore store = Crypto.preferred().keyStore(type);
    store.load(new ByteArrayInputStream(file), null);
    contents.note("no password given fits the whole " + type + " file: it was not checked");
    return store;
  }

  private Optional<KeyStore> tryLoad(byte[] file, Secret password)
      throws IOException, GeneralSecurityException {
    char[] chars = password.chars();
    try {
      KeyStore store = Crypto.preferred().keyStore(type);
      store.load(new ByteArrayInputStream(file), chars);
      return Optional.of(store);
    } catch (IOException e) {
      if (e.getCause() instanceof UnrecoverableKeyException || isEncryptedAsAWhole()) {
        return Optional.empty();
      }
      throw e;
    } finally {
      Arrays.fill(chars, '\0');
    }
  }

  private boolean isEncryptedAsAWhole() {
    return type.equals("BCFKS");
  }

  private void readEntry(KeyStore store, String alias) throws GeneralSecurityException {
    if (store.isKeyEntry(alias)) {
      Key key = key(store, alias);
      if (key instanceof PrivateKey privateKey) {
        contents.add(PrivateKeyInfo.getInstance(privateKey.getEncoded()), Optional.of(alias));
      } else {
        contents.note("the entry " + alias + " is a secret key and was not used");
      }
    }
    addCertificate(store.getCertificate(alias));
    Certificate[] chain = store.getCertificateChain(alias);
    if (chain != null) {
      Arrays.stream(chain).forEach(this::addCertificate);
    }
  }

  private void addCertificate(@Nullable Certificate certificate) {
    if (certificate instanceof X509Certificate x509) {
      contents.add(x509, Optional.empty());
    }
  }

  private Key key(KeyStore store, String alias) throws GeneralSecurityException {
    for (Secret password : passwords) {
      Optional<Key> key = tryKey(store, alias, password);
      if (key.isPresent()) {
        return key.get();
      }
    }
    throw new SmimeException(
        ErrorCode.WRONG_PASSWORD,
        "no password given opens the entry " + alias + " of the " + type + " file");
  }

  private static Optional<Key> tryKey(KeyStore store, String alias, Secret password)
      throws GeneralSecurityException {
    char[] chars = password.chars();
    try {
      return Optional.ofNullable(store.getKey(alias, chars));
    } catch (UnrecoverableKeyException e) {
      return Optional.empty();
    } finally {
      Arrays.fill(chars, '\0');
    }
  }
}
