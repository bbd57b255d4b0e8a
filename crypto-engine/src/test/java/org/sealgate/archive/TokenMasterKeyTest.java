package org.sealgate.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealgate.ErrorCode;
import org.sealgate.Secret;
import org.sealgate.SmimeException;
import org.sealgate.fixtures.token.SoftHsm;
import org.sealgate.fixtures.token.TestToken;
import org.sealgate.identity.Identity;
import org.sealgate.provider.TokenUri;

/** The master key on a token: opens the archive, is rotated to and from, and no other does. */
class TokenMasterKeyTest {
  private static final String LABEL = "archive master";
  private static TestToken place;
  private static TestToken elsewhere;

  @TempDir Path folder;
  private Path file;
  private final Identity identity = ArchiveFixtures.encryption("alice@example.org", 2020);

  @BeforeAll
  static void needsTokens() {
    place = SoftHsm.require().gateway();
    elsewhere = SoftHsm.require().other();
    elsewhere.addSecretKey(LABEL);
    elsewhere.addSecretKey("second master");
  }

  @BeforeEach
  void name() {
    file = folder.resolve("archive.db");
  }

  private static MasterKey on(TestToken token, String label) {
    return MasterKey.onToken(TokenUri.parse(token.uri(label)), Secret.of(token.pin()));
  }

  private void fill(MasterKey key) {
    try (KeyArchive archive = KeyArchives.open(file, key)) {
      archive.add(identity);
    }
  }

  private void opensWith(MasterKey key) {
    try (KeyArchive archive = KeyArchives.open(file, key)) {
      ArchiveInvariants.check(archive);
      assertThat(archive.find(ArchiveFixtures.identifiers(identity).getFirst())).hasSize(1);
    }
  }

  private void refuses(MasterKey key, String reason) {
    assertThatThrownBy(() -> KeyArchives.open(file, key))
        .isInstanceOfSatisfying(
            SmimeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WRONG_PASSWORD))
        .hasMessageContaining(reason);
  }

  @Test
  void aNewArchiveMakesTheKeyThatNeverLeavesTheToken() {
    fill(on(place, LABEL));
    opensWith(on(place, LABEL));
    assertThat(place.objects())
        .containsOnlyOnce("Secret Key Object; AES length 32")
        .containsPattern(LABEL + "\n.*\n *Access: *sensitive, always sensitive, never extractable");
  }

  @Test
  void aKeyThatWasMadeWithOtherToolsIsTaken() {
    fill(on(elsewhere, LABEL));
    opensWith(on(elsewhere, LABEL));
  }

  @Test
  void anotherTokenOrKeyRefuses() {
    fill(on(elsewhere, LABEL));
    refuses(on(elsewhere, "second master"), "'second master' on the token 'other' does not open");
    refuses(on(elsewhere, "no such key"), "no AES key labelled 'no such key'");
    refuses(on(place, "no such key"), "no AES key labelled 'no such key'");
    assertThat(place.objects()).doesNotContain("no such key");
  }

  @Test
  void whatOpensAnotherKindOfArchiveIsSaidSo() {
    fill(on(elsewhere, LABEL));
    refuses(MasterKey.of(Secret.of("a passphrase")), "opens with a key on a token");
    Path other = file;
    file = folder.resolve("other.db");
    MasterKey keyFile = MasterKey.createdIfAbsent(folder.resolve("master.key"));
    fill(keyFile);
    refuses(on(elsewhere, LABEL), "opens with a key file, not a key on a token");
    assertThat(other).exists();
  }

  @Test
  void itIsRotatedToFromAPassphraseAndBack() {
    MasterKey passphrase = MasterKey.of(Secret.of("correct horse"));
    fill(passphrase);
    assertThat(KeyArchives.rotateMaster(file, passphrase, on(place, LABEL))).isEqualTo(1);
    opensWith(on(place, LABEL));
    refuses(passphrase, "opens with a key on a token");
    assertThat(KeyArchives.rotateMaster(file, on(place, LABEL), passphrase)).isEqualTo(1);
    opensWith(passphrase);
    refuses(on(place, LABEL), "opens with a passphrase");
  }

  @Test
  void itIsRotatedFromTokenToToken() {
    fill(on(place, LABEL));
    KeyArchives.rotateMaster(file, on(place, LABEL), on(elsewhere, LABEL));
    opensWith(on(elsewhere, LABEL));
    refuses(on(place, LABEL), "does not open this key archive");
  }

  @Test
  void aChangedWrappingRefuses() {
    MasterKey.OnToken key = (MasterKey.OnToken) on(elsewhere, LABEL);
    byte[] wrapping = TokenWrapping.made(key);
    assertThat(TokenWrapping.opened(key, wrapping)).hasSize(Vault.KEY_OCTETS);
    for (int i = 0; i < wrapping.length; i++) {
      byte[] changed = wrapping.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> TokenWrapping.opened(key, changed))
          .hasMessageContaining("does not open");
    }
  }

  @Test
  void aMasterKeyOnATokenNeedsALabel() {
    assertThatThrownBy(() -> on(place, "")).hasMessageContaining("add object=LABEL");
  }
}
