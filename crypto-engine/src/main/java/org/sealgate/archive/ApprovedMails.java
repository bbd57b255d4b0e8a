package org.sealgate.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.identity.Identity;
import org.sealgate.mime.Octets;
import org.sealgate.provider.Crypto;
import org.sealgate.quorum.RecoveryRequest;
import org.sealgate.smime.KeySource;
import org.sealgate.smime.OpenOptions;
import org.sealgate.smime.OpenedMessage;
import org.sealgate.smime.SmimeEngine;
import org.sealgate.trust.TrustStore;
import org.sealgate.trust.ValidationTime;

/**
 * The mails an approved request names, decrypted with the keys it names.
 *
 * @param identities with their keys, which do not leave
 * @param clock what time it is
 */
record ApprovedMails(List<Identity> identities, Clock clock) {
  ApprovedMails {
    identities = List.copyOf(identities);
  }

  /**
   * Makes sure that the request names each of the mails.
   *
   * @throws SmimeException REFUSED where it does not
   */
  static void requireNamed(RecoveryRequest request, List<Octets> mails) {
    for (Octets mail : mails) {
      if (!request.ask().mails().contains(digest(mail))) {
        throw new SmimeException(
            ErrorCode.REFUSED,
            "one of the mails is not among those that the custodians approved: give the same"
                + " files, unchanged");
      }
    }
  }

  /** SHA-256 of a mail, in hexadecimal: how a request names it. */
  static String digest(Octets mail) {
    try {
      MessageDigest digest = Crypto.preferred().digest("SHA-256");
      mail.writeTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
      return HexFormat.of().formatHex(digest.digest());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SHA-256 is missing from this Java", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<OpenedMessage> opened(List<Octets> mails) {
    OpenOptions options =
        new OpenOptions(
            KeySource.of(identities), TrustStore.empty(), new ValidationTime.At(clock.instant()));
    List<OpenedMessage> opened = new ArrayList<>();
    try {
      for (Octets mail : mails) {
        opened.add(SmimeEngine.create().open(mail, options));
      }
      return opened;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
