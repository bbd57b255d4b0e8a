package org.sealgate.archive;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.sealgate.SmimeException;
import org.sealgate.mime.Octets;
import org.sealgate.smime.EncryptOptions;
import org.sealgate.smime.OpenOptions;
import org.sealgate.smime.OpenedMessage;
import org.sealgate.smime.SmimeEngine;
import org.sealgate.trust.TrustStore;
import org.sealgate.trust.ValidationTime;

/**
 * Mails of known content, each encrypted to one identity of an archive: whoever has the keys opens
 * them, and so a backup is proved to hold the keys.
 */
final class Canaries {
  /** So many identities have one. */
  static final int MOST = 50;

  private static final int MOST_OCTETS = 1 << 20;
  private static final SmimeEngine ENGINE = SmimeEngine.create();

  private Canaries() {}

  /** Writes a canary for each of these but those that nobody can encrypt to; how many. */
  static int write(List<ArchivedIdentity> identities, DataOutputStream out) {
    List<byte[]> mails = new ArrayList<>();
    for (ArchivedIdentity identity : identities) {
      try {
        ByteArrayOutputStream mail = new ByteArrayOutputStream();
        ENGINE.encrypt(
            Octets.of(content(identity.id())),
            EncryptOptions.to(List.of(identity.certificate())),
            mail);
        mails.add(mail.toByteArray());
      } catch (SmimeException e) {
        // A certificate that cannot be encrypted to is proved by nothing but its digest.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    try {
      out.writeInt(mails.size());
      for (byte[] mail : mails) {
        out.writeInt(mail.length);
        out.write(mail);
      }
      return mails.size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] content(String id) {
    return ("MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nSealgate-Canary " + id + "\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Opens each; how many there were.
   *
   * @throws SmimeException MALFORMED where one does not open
   */
  static int open(DataInputStream in, KeyArchive archive) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > MOST) {
      throw SmimeException.limit("backupCanaries", MOST);
    }
    for (int i = 0; i < count; i++) {
      int length = in.readInt();
      if (length < 0 || length > MOST_OCTETS) {
        throw SmimeException.limit("backupCanaryOctets", MOST_OCTETS);
      }
      open(in.readNBytes(length), archive);
    }
    return count;
  }

  private static void open(byte[] mail, KeyArchive archive) throws IOException {
    OpenOptions options =
        new OpenOptions(archive, TrustStore.empty(), new ValidationTime.At(Instant.now()));
    try (OpenedMessage opened = ENGINE.open(Octets.of(mail), options)) {
      String text = new String(opened.content().toByteArray(), StandardCharsets.US_ASCII);
      if (!text.contains("Sealgate-Canary ")) {
        throw SmimeException.malformed(
            "a mail encrypted to a key of the archive does not open with the backup: it is not"
                + " fit to restore from, make another one");
      }
    }
  }
}
