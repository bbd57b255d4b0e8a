package org.sealgate.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/**
 * A key with its certificates, read from PEM with nothing but the JDK.
 *
 * @param path the certificate itself, then what is above it, the root last
 */
record Person(PrivateKey key, List<X509Certificate> path) {
  Person {
    path = List.copyOf(path);
  }

  static Person read(Path keyFile, Path certificateFile)
      throws IOException, GeneralSecurityException {
    List<X509Certificate> path = certificates(certificateFile);
    String algorithm = path.getFirst().getPublicKey().getAlgorithm();
    String body =
        Files.readString(keyFile, StandardCharsets.US_ASCII).replaceAll("-----[^\n]*", "");
    byte[] pkcs8 = Base64.getMimeDecoder().decode(body);
    PrivateKey key =
        KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    return new Person(key, path);
  }

  static List<X509Certificate> certificates(Path file)
      throws IOException, GeneralSecurityException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)))
        .stream()
        .map(X509Certificate.class::cast)
        .toList();
  }

  X509Certificate certificate() {
    return path.getFirst();
  }

  List<X509Certificate> intermediates() {
    return path.subList(1, path.size() - 1);
  }

  X509Certificate anchor() {
    return path.getLast();
  }

  @Override
  public String toString() {
    return "Person[" + certificate().getSubjectX500Principal() + "]";
  }
}
