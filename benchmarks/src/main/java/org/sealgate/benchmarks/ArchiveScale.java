package org.sealgate.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.sealgate.archive.KeyArchive;
import org.sealgate.archive.KeyArchives;
import org.sealgate.archive.MasterKey;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.cms.RecipientIdentifier;
import org.sealgate.identity.Identity;
import org.sealgate.mime.Octets;
import org.sealgate.provider.Crypto;
import org.sealgate.smime.EncryptOptions;
import org.sealgate.smime.OpenOptions;
import org.sealgate.smime.OpenedMessage;
import org.sealgate.smime.SmimeEngine;
import org.sealgate.trust.TrustStore;
import org.sealgate.trust.ValidationTime;

/**
 * A key archive whose index has a million keys: one real identity, and beside it as many entries as
 * an archive of that size has, written into the index at rest, where making a million certificates
 * would take hours.
 */
final class ArchiveScale {
  private static final int KEYS = 1_000_000;

  /** An identity is found by issuer and serial number, and by up to three key identifiers. */
  private static final int HASHES_PER_KEY = 3;

  private static final int KEYS_PER_SEGMENT = 62_500;
  private static final int LOOK_UPS = 1_000_000;
  private static final int OPENINGS = 400;

  private final Material material;

  ArchiveScale(Material material) {
    this.material = material;
  }

  List<Goal> measure() throws IOException {
    Path folder = Files.createTempDirectory("sealgate-archive");
    try {
      return measure(folder);
    } catch (GeneralSecurityException | SQLException e) {
      throw new IOException("the key archive could not be measured: " + e.getMessage(), e);
    } finally {
      try (var files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  private List<Goal> measure(Path folder)
      throws IOException, GeneralSecurityException, SQLException {
    Path file = folder.resolve("keys.db");
    MasterKey master = MasterKey.createdIfAbsent(folder.resolve("master.key"));
    Person person = Person.read(material.key("rsa2048"), material.certificates("rsa2048"));
    MailCertificate certificate = MailCertificate.of(person.certificate());
    try (KeyArchive archive = KeyArchives.open(file, master)) {
      archive.add(new Identity(certificate, person.intermediates(), person.key()));
    }
    fill(file);
    var uncached = new KeyArchives.Settings(Clock.systemUTC(), 0, Duration.ZERO, address -> true);
    KeyArchives.open(file, master, uncached).close();
    long start = System.nanoTime();
    try (KeyArchive archive = KeyArchives.open(file, master, uncached)) {
      double opened = (System.nanoTime() - start) / 1e9;
      lookUps(archive, certificate);
      return List.of(
          new Goal("seconds to open an archive of 1,000,000 keys", opened, 1, false),
          new Goal("microseconds to look up one key", lookUps(archive, certificate), 5, false),
          new Goal(
              "milliseconds from a cold key to its first plaintext, 4 KiB",
              coldKey(archive, person),
              2,
              false));
    }
  }

  private static void fill(Path file) throws SQLException {
    Random random = new Random(KEYS);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      connection.setAutoCommit(false);
      byte[] real;
      try (var statement = connection.createStatement();
          var row = statement.executeQuery("SELECT hashes FROM identifiers WHERE seq = 1")) {
        row.next();
        real = row.getBytes(1);
      }
      for (int first = 1; first <= KEYS; first += KEYS_PER_SEGMENT) {
        int octets = KEYS_PER_SEGMENT * HASHES_PER_KEY * (Long.BYTES + Integer.BYTES);
        ByteBuffer entries = ByteBuffer.allocate(octets + 2 * real.length);
        ByteBuffer hashes = ByteBuffer.wrap(first == 1 ? real : new byte[0]);
        while (hashes.remaining() >= Long.BYTES) {
          entries.putLong(hashes.getLong()).putInt(1);
        }
        for (int key = first == 1 ? 2 : first; key < first + KEYS_PER_SEGMENT; key++) {
          for (int hash = 0; hash < HASHES_PER_KEY; hash++) {
            entries.putLong(random.nextLong()).putInt(key);
          }
        }
        insert(connection, first + KEYS_PER_SEGMENT - 1, entries.flip());
      }
      connection.commit();
    }
  }

  private static void insert(Connection connection, int last, ByteBuffer entries)
      throws SQLException {
    byte[] octets = new byte[entries.remaining()];
    entries.get(octets);
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO segments (last, entries) VALUES (?, ?)")) {
      insert.setInt(1, last);
      insert.setBytes(2, octets);
      insert.executeUpdate();
    }
  }

  /** Microseconds of processor time for an identifier that no key has: the index alone answers. */
  private static double lookUps(KeyArchive archive, MailCertificate certificate) {
    byte[] issuer = certificate.issuerDer();
    var thread = ManagementFactory.getThreadMXBean();
    int found = 0;
    long start = thread.getCurrentThreadCpuTime();
    for (int i = 0; i < LOOK_UPS; i++) {
      var serial = BigInteger.valueOf(0x5ea1_0000_0000L + i);
      found += archive.find(new RecipientIdentifier.IssuerAndSerialNumber(issuer, serial)).size();
    }
    double micros = (thread.getCurrentThreadCpuTime() - start) / 1e3 / LOOK_UPS;
    if (found > 0) {
      throw new IllegalStateException("the archive finds keys that it has not");
    }
    return micros;
  }

  /** Milliseconds: row read, key unwrapped and translated, message opened. */
  private double coldKey(KeyArchive archive, Person person) throws IOException {
    SmimeEngine engine = SmimeEngine.create(Crypto.preferred(), Clock.systemUTC());
    OpenOptions options =
        new OpenOptions(
            archive, TrustStore.of(List.of(person.anchor())), new ValidationTime.AnyTime());
    ByteArrayOutputStream encrypted = new ByteArrayOutputStream();
    var recipients = EncryptOptions.to(List.of(MailCertificate.of(person.certificate())));
    engine.encrypt(Octets.of(material.mail("4k")), recipients, encrypted);
    Octets mail = Octets.of(encrypted.toByteArray());
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < OPENINGS; i++) {
      long start = System.nanoTime();
      try (OpenedMessage opened = engine.open(mail, options)) {
        if (!opened.verdict().decrypted()) {
          throw new IllegalStateException(opened.verdict().toString());
        }
      }
      times.add((System.nanoTime() - start) / 1e6);
    }
    return Further.median(times.subList(OPENINGS / 2, OPENINGS));
  }
}
