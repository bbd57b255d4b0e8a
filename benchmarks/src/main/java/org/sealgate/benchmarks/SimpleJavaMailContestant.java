package org.sealgate.benchmarks;

import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import org.simplejavamail.api.email.Email;
import org.simplejavamail.api.email.EmailPopulatingBuilder;
import org.simplejavamail.api.email.config.SmimeEncryptionConfig;
import org.simplejavamail.api.email.config.SmimeSigningConfig;
import org.simplejavamail.api.mailer.config.Pkcs12Config;
import org.simplejavamail.converter.EmailConverter;

/** simple-java-mail with its S/MIME module; it takes a mail apart and builds a new one. */
final class SimpleJavaMailContestant implements Contestant {
  private static final String WORD = "benchmark";

  @Override
  public Work prepare(Job job) throws Exception {
    boolean rsa = job.certificate().getPublicKey().getAlgorithm().equals("RSA");
    if (job.operation().gcm() || job.recipients().size() > 1 || !rsa) {
      throw new UnsupportedOperationException("simple-java-mail has no such thing");
    }
    Pkcs12Config keys = keys(job);
    SmimeSigningConfig signing = SmimeSigningConfig.builder().pkcs12Config(keys).build();
    SmimeEncryptionConfig encryption =
        SmimeEncryptionConfig.builder()
            .x509Certificate(job.certificate())
            .cipherAlgorithm("AES256_CBC")
            .build();
    return switch (job.operation()) {
      case SIGN -> (out, wanted) -> mail(read(job).signWithSmime(signing)).writeTo(out);
      case ENCRYPT_CBC, ENCRYPT_GCM ->
          (out, wanted) -> mail(read(job).encryptWithSmime(encryption)).writeTo(out);
      case SIGN_ENCRYPT ->
          (out, wanted) ->
              mail(read(job).signWithSmime(signing).encryptWithSmime(encryption)).writeTo(out);
      case DECRYPT_CBC, DECRYPT_GCM ->
          (out, wanted) -> {
            Email email = EmailConverter.emlToEmail(new ByteArrayInputStream(job.input()), keys);
            if (wanted) {
              EmailConverter.emailToMimeMessage(email).writeTo(out);
            }
          };
      case VERIFY, DECRYPT_VERIFY ->
          throw new UnsupportedOperationException("it does not say of these that they hold");
    };
  }

  private static EmailPopulatingBuilder read(Job job) {
    return EmailConverter.emlToEmailBuilder(new ByteArrayInputStream(job.input()));
  }

  private static MimeMessage mail(EmailPopulatingBuilder email) {
    return EmailConverter.emailToMimeMessage(email.buildEmail());
  }

  private static Pkcs12Config keys(Job job) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    List<X509Certificate> path = job.who().path();
    store.setKeyEntry(
        WORD, job.who().key(), WORD.toCharArray(), path.toArray(X509Certificate[]::new));
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    store.store(file, WORD.toCharArray());
    return Pkcs12Config.builder()
        .pkcs12Store(new ByteArrayInputStream(file.toByteArray()))
        .storePassword(WORD)
        .keyAlias(WORD)
        .keyPassword(WORD)
        .build();
  }
}
