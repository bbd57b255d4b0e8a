package org.sealgate.config;

import org.sealgate.archive.ArchivedIdentity;
import org.sealgate.archive.KeyArchive;
import org.sealgate.certificate.CertificateSource;
import org.sealgate.certificate.EmailAddress;

/** The certificates of our own people: the ACTIVE encryption identity of an address. */
record ArchiveCertificates(KeyArchive archive) implements CertificateSource {

  @Override
  public String name() {
    return "key archive";
  }

  @Override
  public Answer find(EmailAddress address) {
    return new Found(
        archive.encryptionIdentity(address).map(ArchivedIdentity::certificate).stream().toList());
  }
}
