package org.sealgate.benchmarks.parts;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.sealgate.cms.CmsContent;
import org.sealgate.cms.CmsLimits;
import org.sealgate.cms.CmsReader;
import org.sealgate.cms.CmsRecipient;
import org.sealgate.cms.CmsSigner;
import org.sealgate.cms.ContentDigests;
import org.sealgate.cms.EnvelopedDataWriter;
import org.sealgate.cms.Profile;
import org.sealgate.cms.SignedContent;
import org.sealgate.cms.SignedDataWriter;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;
import org.sealgate.mime.Octets;
import org.sealgate.provider.Crypto;

/** CMS structures written and read, without MIME around them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH calls prepare() first
public class CmsParts {
  @Param({"102400"})
  int size;

  private Crypto crypto;
  private Octets content;
  private SignedDataWriter signer;
  private CmsRecipient recipient;
  private byte[] signed;
  private byte[] enveloped;

  @Setup
  public void prepare() throws IOException {
    crypto = Crypto.preferred();
    content = Octets.of(new byte[size]);
    TestIdentity alice = TestPki.shared().user("alice@example.org").issue();
    CmsSigner cmsSigner =
        CmsSigner.of(
            crypto, alice.certificate(), alice.privateKey(), Profile.DEFAULT, Optional.empty());
    signer = new SignedDataWriter(crypto, List.of(cmsSigner), List.of(alice.certificate()));
    recipient = CmsRecipient.of(crypto, alice.certificate(), Profile.RsaKeyTransport.PKCS1_V1_5);
    signed = signedData();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(Profile.ContentCipher.AES_256_CBC, out);
    enveloped = out.toByteArray();
  }

  @Benchmark
  public byte[] signedData() throws IOException {
    ContentDigests digests = signer.digests();
    content.writeTo(digests);
    return signer.detached(digests.finish(), java.time.Instant.EPOCH);
  }

  @Benchmark
  public void envelopedDataCbc() throws IOException {
    write(Profile.ContentCipher.AES_256_CBC, OutputStream.nullOutputStream());
  }

  @Benchmark
  public void authEnvelopedDataGcm() throws IOException {
    write(Profile.ContentCipher.AES_256_GCM, OutputStream.nullOutputStream());
  }

  private void write(Profile.ContentCipher cipher, OutputStream out) throws IOException {
    new EnvelopedDataWriter(crypto, cipher).write(content, List.of(recipient), out);
  }

  @Benchmark
  public SignedContent.Signatures readSignedData() throws IOException {
    CmsContent read = CmsReader.open(new ByteArrayInputStream(signed), CmsLimits.DEFAULT);
    return ((SignedContent) read).read(OutputStream.nullOutputStream());
  }

  @Benchmark
  public CmsContent readEnvelopedDataToItsContent() throws IOException {
    return CmsReader.open(new ByteArrayInputStream(enveloped), CmsLimits.DEFAULT);
  }
}
