package org.sealgate.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sealgate.certificate.EmailAddress;
import org.sealgate.cms.RecipientIdentifier;
import org.sealgate.identity.Identity;

/** What must hold of an archive after anything whatever has happened to it. */
final class ArchiveInvariants {
  private ArchiveInvariants() {}

  static void check(KeyArchive archive) {
    List<ArchivedIdentity> entries = archive.list();
    Set<EmailAddress> addresses = new HashSet<>();
    for (ArchivedIdentity entry : entries) {
      if (entry.purpose().encrypts()) {
        addresses.addAll(entry.certificate().addresses());
        assertThat(entry.state()).isNotEqualTo(KeyState.DESTROYED);
      }
      if (entry.state() != KeyState.DESTROYED) {
        opensByEveryIdentifier(archive, entry);
      }
    }
    addresses.forEach(address -> exactlyOneIsActive(archive, address));
    assertThat(archive.verifyAudit()).as("audit").isEmpty();
  }

  private static void opensByEveryIdentifier(KeyArchive archive, ArchivedIdentity entry) {
    Identity identity = new Identity(entry.certificate(), List.of(), new NoKey());
    for (RecipientIdentifier identifier : ArchiveFixtures.identifiers(identity)) {
      assertThat(archive.find(identifier))
          .as("candidates for " + identifier)
          .anyMatch(key -> key.id().equals(entry.id()));
    }
  }

  private static void exactlyOneIsActive(KeyArchive archive, EmailAddress address) {
    List<ArchivedIdentity> usable =
        archive.of(address).stream()
            .filter(entry -> entry.canBeActive() && entry.state() != KeyState.REVOKED)
            .toList();
    if (!usable.isEmpty()) {
      ArchivedIdentity active = archive.encryptionIdentity(address).orElseThrow();
      assertThat(active.state()).isEqualTo(KeyState.ACTIVE);
      assertThat(active.id()).as("the newest of " + address).isEqualTo(usable.get(0).id());
    }
  }

  private record NoKey() implements java.security.PrivateKey {
    private static final long serialVersionUID = 1L;

    @Override
    public String getAlgorithm() {
      return "none";
    }

    @Override
    public String getFormat() {
      return "none";
    }

    @Override
    public byte[] getEncoded() {
      return new byte[0];
    }
  }
}
