package org.sealgate.benchmarks;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.Properties;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.Recipient;
import org.bouncycastle.cms.RecipientId;
import org.bouncycastle.cms.RecipientInformation;
import org.bouncycastle.cms.RecipientInformationStore;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyAgreeEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyAgreeRecipientId;
import org.bouncycastle.cms.jcajce.JceKeyAgreeRecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceKeyTransEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientId;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.mail.smime.SMIMEEnveloped;
import org.bouncycastle.mail.smime.SMIMEEnvelopedGenerator;
import org.bouncycastle.mail.smime.SMIMESigned;
import org.bouncycastle.mail.smime.SMIMESignedGenerator;
import org.bouncycastle.mail.smime.SMIMEUtil;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.util.Store;

/** Bouncy Castle's S/MIME over Jakarta Mail, as its examples and most products use it. */
final class BouncyCastleContestant implements Contestant {
  private static final String BC = BouncyCastleProvider.PROVIDER_NAME;

  private final Session session = Session.getInstance(new Properties());

  BouncyCastleContestant() {
    if (Security.getProvider(BC) == null) {
      Security.addProvider(new BouncyCastleProvider());
    }
  }

  @Override
  public Work prepare(Job job) {
    if (job.operation().gcm()) {
      throw new UnsupportedOperationException("not in the stock S/MIME pipeline");
    }
    return switch (job.operation()) {
      case SIGN -> (out, wanted) -> mail(signed(body(job), job)).writeTo(out);
      case ENCRYPT_CBC, ENCRYPT_GCM ->
          (out, wanted) -> mail(generator(job).generate(body(job), encryptor())).writeTo(out);
      case SIGN_ENCRYPT -> (out, wanted) -> signAndEncrypt(job, out);
      case DECRYPT_CBC, DECRYPT_GCM -> (out, wanted) -> write(decrypt(job), wanted, out);
      case VERIFY ->
          (out, wanted) -> write(verify((MimeMultipart) parse(job).getContent()), wanted, out);
      case DECRYPT_VERIFY ->
          (out, wanted) -> write(verify((MimeMultipart) decrypt(job).getContent()), wanted, out);
    };
  }

  private static void write(MimeBodyPart part, boolean wanted, OutputStream out)
      throws IOException, MessagingException {
    if (wanted) {
      part.writeTo(out);
    }
  }

  private MimeMessage parse(Job job) throws MessagingException {
    return new MimeMessage(session, new ByteArrayInputStream(job.input()));
  }

  /** What is signed or encrypted: the content of the mail as a part of its own. */
  private MimeBodyPart body(Job job) throws IOException, MessagingException {
    MimeMessage mail = parse(job);
    MimeBodyPart body = new MimeBodyPart();
    body.setContent(mail.getContent(), mail.getContentType());
    return body;
  }

  private static MimeMultipart signed(MimeBodyPart body, Job job) throws Exception {
    SMIMESignedGenerator generator = new SMIMESignedGenerator();
    X509Certificate certificate = job.certificate();
    String algorithm = isEc(certificate) ? "SHA256withECDSA" : "SHA256withRSA";
    generator.addSignerInfoGenerator(
        new JcaSimpleSignerInfoGeneratorBuilder()
            .setProvider(BC)
            .build(algorithm, job.who().key(), certificate));
    generator.addCertificates(
        new JcaCertStore(job.who().path().subList(0, job.who().path().size() - 1)));
    return generator.generate(body);
  }

  private void signAndEncrypt(Job job, OutputStream out) throws Exception {
    MimeBodyPart body = new MimeBodyPart();
    body.setContent(signed(body(job), job));
    mail(generator(job).generate(body, encryptor())).writeTo(out);
  }

  private static OutputEncryptor encryptor() throws Exception {
    return new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_CBC).setProvider(BC).build();
  }

  private static SMIMEEnvelopedGenerator generator(Job job) throws Exception {
    SMIMEEnvelopedGenerator generator = new SMIMEEnvelopedGenerator();
    for (X509Certificate recipient : job.recipients()) {
      if (isEc(recipient)) {
        generator.addRecipientInfoGenerator(agreement(recipient));
      } else {
        generator.addRecipientInfoGenerator(
            new JceKeyTransRecipientInfoGenerator(recipient).setProvider(BC));
      }
    }
    return generator;
  }

  private static JceKeyAgreeRecipientInfoGenerator agreement(X509Certificate recipient)
      throws GeneralSecurityException {
    KeyPairGenerator pairs = KeyPairGenerator.getInstance("EC", BC);
    pairs.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair ephemeral = pairs.generateKeyPair();
    return new JceKeyAgreeRecipientInfoGenerator(
            CMSAlgorithm.ECDH_SHA256KDF,
            ephemeral.getPrivate(),
            ephemeral.getPublic(),
            CMSAlgorithm.AES256_WRAP)
        .addRecipient(recipient)
        .setProvider(BC);
  }

  private static boolean isEc(X509Certificate certificate) {
    return certificate.getPublicKey().getAlgorithm().equals("EC");
  }

  private MimeMessage mail(MimeMultipart content) throws MessagingException {
    MimeMessage mail = new MimeMessage(session);
    mail.setSubject("benchmark");
    mail.setContent(content, content.getContentType());
    mail.saveChanges();
    return mail;
  }

  private MimeMessage mail(MimeBodyPart part) throws IOException, MessagingException {
    MimeMessage mail = new MimeMessage(session);
    mail.setSubject("benchmark");
    mail.setContent(part.getContent(), part.getContentType());
    mail.saveChanges();
    return mail;
  }

  private MimeBodyPart decrypt(Job job) throws Exception {
    SMIMEEnveloped enveloped = new SMIMEEnveloped(parse(job));
    RecipientInformationStore recipients = enveloped.getRecipientInfos();
    X509Certificate certificate = job.certificate();
    RecipientId id =
        isEc(certificate)
            ? new JceKeyAgreeRecipientId(certificate)
            : new JceKeyTransRecipientId(certificate);
    RecipientInformation recipient = recipients.get(id);
    return SMIMEUtil.toMimeBodyPart(recipient.getContent(recipient(job.who().key())));
  }

  private static Recipient recipient(PrivateKey key) {
    return key.getAlgorithm().equals("EC")
        ? new JceKeyAgreeEnvelopedRecipient(key).setProvider(BC)
        : new JceKeyTransEnvelopedRecipient(key).setProvider(BC);
  }

  private static MimeBodyPart verify(MimeMultipart content) throws Exception {
    SMIMESigned signed = new SMIMESigned(content);
    Store<X509CertificateHolder> certificates = signed.getCertificates();
    for (SignerInformation signer : signed.getSignerInfos().getSigners()) {
      @SuppressWarnings("unchecked")
      X509CertificateHolder certificate =
          (X509CertificateHolder) certificates.getMatches(signer.getSID()).iterator().next();
      if (!signer.verify(
          new JcaSimpleSignerInfoVerifierBuilder().setProvider(BC).build(certificate))) {
        throw new IllegalStateException("the signature does not hold");
      }
    }
    return signed.getContent();
  }
}
