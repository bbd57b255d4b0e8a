package org.sealgate.benchmarks;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSEnvelopedDataParser;
import org.bouncycastle.cms.CMSEnvelopedDataStreamGenerator;
import org.bouncycastle.cms.CMSSignedDataParser;
import org.bouncycastle.cms.CMSSignedDataStreamGenerator;
import org.bouncycastle.cms.RecipientInformation;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyTransEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/**
 * Bouncy Castle's streaming CMS classes over base64 of the JDK. Signatures hold their content: what
 * is before and behind a content of its own in a mail it need not find.
 */
final class BouncyCastleStreams {
  private static final int BUFFER = 64 << 10;

  private final Person who;
  private final BouncyCastleProvider provider = new BouncyCastleProvider();

  BouncyCastleStreams(Person who) {
    this.who = who;
  }

  void run(Operation operation, Path from, OutputStream to) throws Exception {
    switch (operation) {
      case SIGN -> sign(from, to);
      case ENCRYPT_CBC -> encrypt(from, to);
      case DECRYPT_CBC -> decrypt(from, to);
      case VERIFY -> verify(from, to);
      case ENCRYPT_GCM, DECRYPT_GCM, SIGN_ENCRYPT, DECRYPT_VERIFY ->
          throw new UnsupportedOperationException(operation.label());
    }
  }

  private void sign(Path from, OutputStream to) throws Exception {
    CMSSignedDataStreamGenerator generator = new CMSSignedDataStreamGenerator();
    generator.addSignerInfoGenerator(
        new JcaSimpleSignerInfoGeneratorBuilder()
            .setProvider(provider)
            .build("SHA256withRSA", who.key(), who.certificate()));
    OutputStream base64 = Base64.getMimeEncoder().wrap(to);
    try (OutputStream content = generator.open(base64, true)) {
      copy(from, content);
    }
    base64.close();
  }

  private void encrypt(Path from, OutputStream to) throws Exception {
    CMSEnvelopedDataStreamGenerator generator = new CMSEnvelopedDataStreamGenerator();
    generator.addRecipientInfoGenerator(
        new JceKeyTransRecipientInfoGenerator(who.certificate()).setProvider(provider));
    OutputStream base64 = Base64.getMimeEncoder().wrap(to);
    var encryptor =
        new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_CBC).setProvider(provider).build();
    try (OutputStream content = generator.open(base64, encryptor)) {
      copy(from, content);
    }
    base64.close();
  }

  private void decrypt(Path from, OutputStream to) throws Exception {
    try (InputStream base64 = Base64.getMimeDecoder().wrap(Files.newInputStream(from))) {
      CMSEnvelopedDataParser parser = new CMSEnvelopedDataParser(base64);
      RecipientInformation recipient = parser.getRecipientInfos().getRecipients().iterator().next();
      recipient
          .getContentStream(new JceKeyTransEnvelopedRecipient(who.key()).setProvider(provider))
          .getContentStream()
          .transferTo(to);
    }
  }

  private void verify(Path from, OutputStream to) throws Exception {
    var digests = new JcaDigestCalculatorProviderBuilder().setProvider(provider).build();
    try (InputStream base64 = Base64.getMimeDecoder().wrap(Files.newInputStream(from))) {
      CMSSignedDataParser parser = new CMSSignedDataParser(digests, base64);
      parser.getSignedContent().getContentStream().transferTo(to);
      for (SignerInformation signer : parser.getSignerInfos().getSigners()) {
        if (!signer.verify(
            new JcaSimpleSignerInfoVerifierBuilder()
                .setProvider(provider)
                .build(who.certificate()))) {
          throw new IllegalStateException("the signature does not hold");
        }
      }
    }
  }

  private static void copy(Path from, OutputStream to) throws Exception {
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(from)) {
      for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
        to.write(buffer, 0, count);
      }
    }
  }
}
