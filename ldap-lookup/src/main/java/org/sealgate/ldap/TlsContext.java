package org.sealgate.ldap;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;

/** TLS contexts that trust given anchors, or those of the Java installation. */
final class TlsContext {
  private TlsContext() {}

  static SSLContext trusting(List<X509Certificate> anchors) {
    try {
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(anchors.isEmpty() ? null : keyStore(anchors));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new SmimeException(
          ErrorCode.CONFIGURATION, "TLS to the directory cannot be set up: " + e.getMessage(), e);
    }
  }

  private static @Nullable KeyStore keyStore(List<X509Certificate> anchors)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (int i = 0; i < anchors.size(); i++) {
      store.setCertificateEntry("anchor-" + i, anchors.get(i));
    }
    return store;
  }
}
