package org.sealgate.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealgate.archive.MasterKey;
import org.sealgate.fixtures.ProgramRun;
import org.sealgate.fixtures.Tools;
import org.sealgate.fixtures.pki.KeyAlgorithm;
import org.sealgate.fixtures.pki.KeyUse;
import org.sealgate.fixtures.pki.Pkcs12Style;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;

/** Keys out of the databases of Thunderbird and Firefox. */
class NssProfilesTest {
  @TempDir private Path folder;
  private final TestPki pki = TestPki.shared();

  @BeforeEach
  void furnish() throws IOException {
    Tools.require("certutil", "pk12util");
    MasterKey.createdIfAbsent(folder.resolve("master.key"));
    Files.writeString(
        folder.resolve("sealgate.yaml"), "archive: {path: keys.db, key-file: master.key}");
    Files.writeString(folder.resolve("passwords"), "no\nSesam öffne dich\n");
    Files.writeString(folder.resolve("primary"), "Sesam öffne dich\n");
    Files.writeString(folder.resolve("none"), "\n");
  }

  @Test
  void aFolderOfProfilesIsImportedWithTheirPrimaryPasswords() throws IOException {
    profile("profiles/one.default", "primary", twoKeys("alice@example.org"));
    profile(
        "profiles/two.default",
        "none",
        List.of(pki.user("bob@example.org").key(KeyAlgorithm.EC_P256).issue()));
    Files.writeString(folder.resolve("profiles/one.default/prefs.js"), "user_pref();");
    Set<Path> before = temporaryFolders();

    CommandRun run =
        CommandRun.in(folder, "keys", "import", "--passwords", "passwords", "profiles").exits(0);
    assertThat(run.text()).contains("3 identities new");
    CommandRun listed = CommandRun.in(folder, "keys", "list");
    assertThat(listed.text()).contains("alice@example.org").contains("bob@example.org");
    CommandRun.in(folder, "keys", "verify").exits(0);
    assertThat(temporaryFolders()).isEqualTo(before);
  }

  @Test
  void everyCertificateOfAKeyIsImportedUnderWhateverNickname() throws IOException {
    TestIdentity first = pki.user("alice@example.org").validYears(2017, 2019).issue();
    TestIdentity renewed =
        pki.user("alice@example.org").commonName("Alice Renewed").sameKeyAs(first).issue();
    profile("profile", "none", List.of(first));
    Files.write(folder.resolve("renewed.crt"), renewed.certificateDer());
    run(
        "certutil",
        List.of("-A", "-d", "sql:profile", "-n", "renewed", "-t", ",,", "-i", "renewed.crt"));
    CommandRun run = CommandRun.in(folder, "keys", "import", "profile").exits(0);
    assertThat(run.text()).contains("2 identities new");
  }

  @Test
  void withoutThePrimaryPasswordNothingIsImportedAndItSaysWhatToDo() throws IOException {
    profile("profile", "primary", twoKeys("alice@example.org"));
    CommandRun run = CommandRun.in(folder, "keys", "import", "profile").exits(3);
    assertThat(run.text()).contains("give its primary password with --passwords");
    assertThat(CommandRun.in(folder, "keys", "list").text()).isEmpty();
  }

  @Test
  void aProfileWithoutKeysIsNoError() throws IOException {
    profile("profile", "none", List.of());
    assertThat(CommandRun.in(folder, "keys", "import", "profile").exits(0).text())
        .contains("the profile has no keys");
  }

  /** Of one subject, so that they share a nickname. */
  private List<TestIdentity> twoKeys(String address) {
    return List.of(
        pki.user(address).use(KeyUse.ENCRYPTION).validYears(2017, 2019).issue(),
        pki.user(address).use(KeyUse.ENCRYPTION).validYears(2025, 2030).issue());
  }

  private void profile(String name, String password, List<TestIdentity> identities)
      throws IOException {
    Files.createDirectories(folder.resolve(name));
    String database = "sql:" + name;
    run("certutil", List.of("-N", "-d", database, "-f", password));
    int number = 0;
    for (TestIdentity identity : identities) {
      String file = "own" + number++ + ".p12";
      Files.write(folder.resolve(file), identity.pkcs12(Pkcs12Style.MODERN, "p12"));
      run("pk12util", List.of("-i", file, "-d", database, "-W", "p12", "-k", password));
      Files.delete(folder.resolve(file));
    }
  }

  private void run(String program, List<String> arguments) {
    ProgramRun.of(program).in(folder).run(arguments).orFail();
  }

  private static Set<Path> temporaryFolders() throws IOException {
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return all.filter(path -> path.getFileName().toString().startsWith("sealgate-nss"))
          .collect(Collectors.toSet());
    }
  }
}
