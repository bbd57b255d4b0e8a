package org.sealgate.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.cms.Profile;
import org.sealgate.identity.Identity;
import org.sealgate.mime.Octets;
import org.sealgate.provider.Crypto;
import org.sealgate.smime.EncryptOptions;
import org.sealgate.smime.KeySource;
import org.sealgate.smime.OpenOptions;
import org.sealgate.smime.OpenedMessage;
import org.sealgate.smime.SignOptions;
import org.sealgate.smime.SmimeEngine;
import org.sealgate.trust.TrustStore;
import org.sealgate.trust.ValidationTime;

/**
 * One operation on one large message, in a process of its own: CONTESTANT OPERATION MAIL KEY
 * CERTIFICATES. Answers {@code ok FIRST_NANOSECONDS NEXT_NANOSECONDS RESIDENT_KILOBYTES}: the time
 * on the processor that the first message takes in a process that has done nothing yet, and the
 * next. What a reader reads is made beforehand and not counted.
 */
final class StreamWorker {
  /** What takes longer from a cold start is not measured again: code is compiled long before. */
  private static final long LONG = 10_000_000_000L;

  private StreamWorker() {}

  /** Reads or writes one message. */
  interface Stream {
    void run(Operation operation, Path from, OutputStream to) throws Exception;
  }

  /** True for what the streaming classes of Bouncy Castle do in one go. */
  static boolean peerHas(Operation operation) {
    return switch (operation) {
      case SIGN, VERIFY, ENCRYPT_CBC, DECRYPT_CBC -> true;
      case ENCRYPT_GCM, DECRYPT_GCM, SIGN_ENCRYPT, DECRYPT_VERIFY -> false;
    };
  }

  static void run(List<String> words) throws Exception {
    Operation operation = Operation.labelled(words.get(1));
    Path mail = Path.of(words.get(2));
    Person who = Person.read(Path.of(words.get(3)), Path.of(words.get(4)));
    Stream stream =
        words.getFirst().equals(Contestants.SEALGATE)
            ? new Ours(who)::run
            : new BouncyCastleStreams(who)::run;
    Path input = mail;
    if (operation.maker().isPresent()) {
      Operation maker = operation.maker().get();
      input = mail.resolveSibling(words.getFirst() + "-" + maker.label());
      if (!Files.exists(input)) {
        try (OutputStream out = Files.newOutputStream(input)) {
          stream.run(maker, mail, out);
        }
      }
    }
    long first = nanoseconds(stream, operation, input);
    long next = first < LONG ? nanoseconds(stream, operation, input) : first;
    System.out.println("ok " + first + " " + next + " " + residentKilobytes());
  }

  /** Time on the processor, the compiler's and the collector's included. */
  private static long nanoseconds(Stream stream, Operation operation, Path input) throws Exception {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long cpu = system.getProcessCpuTime();
    stream.run(operation, input, OutputStream.nullOutputStream());
    return system.getProcessCpuTime() - cpu;
  }

  /** The most that was ever resident; 0 where the system does not tell. */
  private static long residentKilobytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }

  /** The engine, from file to stream. */
  private static final class Ours {
    private final SmimeEngine engine = SmimeEngine.create(Crypto.preferred(), Clock.systemUTC());

    private final SignOptions signing;
    private final EncryptOptions encryption;
    private final OpenOptions opening;

    Ours(Person who) {
      MailCertificate certificate = MailCertificate.of(who.certificate());
      Identity identity = new Identity(certificate, who.intermediates(), who.key());
      this.signing = SignOptions.by(identity);
      this.encryption = EncryptOptions.to(List.of(certificate));
      this.opening =
          new OpenOptions(
              KeySource.of(List.of(identity)),
              TrustStore.of(List.of(who.anchor())).withIntermediates(who.intermediates()),
              new ValidationTime.AnyTime());
    }

    void run(Operation operation, Path from, OutputStream to) throws IOException {
      try (Octets mail = Octets.of(from)) {
        switch (operation) {
          case SIGN -> engine.sign(mail, signing, to);
          case ENCRYPT_CBC -> engine.encrypt(mail, encryption, to);
          case ENCRYPT_GCM ->
              engine.encrypt(
                  mail,
                  encryption.with(Profile.DEFAULT.with(Profile.ContentCipher.AES_256_GCM)),
                  to);
          case SIGN_ENCRYPT -> engine.signAndEncrypt(mail, signing, encryption, to);
          case DECRYPT_CBC, DECRYPT_GCM, VERIFY, DECRYPT_VERIFY -> open(operation, mail, to);
        }
      }
    }

    private void open(Operation operation, Octets mail, OutputStream to) throws IOException {
      try (OpenedMessage opened = engine.open(mail, opening)) {
        boolean decrypted = operation == Operation.VERIFY || opened.verdict().decrypted();
        boolean signed = operation == Operation.VERIFY || operation == Operation.DECRYPT_VERIFY;
        if (!decrypted || (signed && !Verified.by(opened.verdict()))) {
          throw new IllegalStateException(opened.verdict().toString());
        }
        if (operation != Operation.VERIFY) {
          opened.content().writeTo(to);
        }
      }
    }
  }
}
