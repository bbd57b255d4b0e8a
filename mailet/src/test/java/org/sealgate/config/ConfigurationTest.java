package org.sealgate.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealgate.SmimeException;
import org.sealgate.config.Configuration.ArchiveOpener;
import org.sealgate.config.Configuration.ArchivePlace;
import org.sealgate.ldap.LdapSettings;
import org.sealgate.policy.InboundPolicy.OnUndecryptable;
import org.sealgate.policy.OutboundPolicy;
import org.sealgate.policy.Treatment;

final class ConfigurationTest {
  private static final Path DOCS = Path.of("..", "docs");

  @TempDir Path folder;

  @Test
  void readsTheExample() throws IOException {
    Files.copy(DOCS.resolve("sealgate.example.yaml"), folder.resolve("sealgate.yaml"));

    Configuration read =
        Configuration.read(
            folder.resolve("sealgate.yaml"), Map.of("SEALGATE_LDAP_PASSWORD", "directory-secret"));

    assertThat(read.archive().orElseThrow().place())
        .isEqualTo(new ArchivePlace.InFile(folder.resolve("keys.db")));
    assertThat(read.anchors()).containsExactly(folder.resolve("anchors"));
    assertThat(read.inbound().headers().authservId()).isEqualTo("mx.example.org");
    assertThat(read.outbound().rules()).hasSize(4);
    assertThat(read.outbound().retry().every()).isEqualTo(Duration.ofMinutes(5));
    LdapSettings directory = read.directories().getFirst();
    assertThat(directory.limits()).isEqualTo(LdapSettings.Limits.DEFAULT);
    assertThat(directory.expiry()).isEqualTo(LdapSettings.Expiry.DEFAULT);
    assertThat(read.toString()).doesNotContain("directory-secret");
  }

  @Test
  void theKeyArchiveMayBeOnAServer() throws IOException {
    Configuration read =
        read(
            """
            archive:
              url: postgresql://gateway@db.example.org/keys?sslrootcert=/etc/ca.pem
              password: file:db.password
              key-file: master.key
            """);

    assertThat(read.archive().orElseThrow().place())
        .isInstanceOfSatisfying(
            ArchivePlace.OnServer.class,
            server -> {
              assertThat(server.url().user()).hasValue("gateway");
              assertThat(server.password())
                  .hasValue(new SecretReference.InFile(folder.resolve("db.password")));
            })
        .hasToString("postgresql://db.example.org/keys");
  }

  @Test
  void tokensAreNamedByTheirUris() throws IOException {
    Configuration read =
        read(
            """
            archive:
              path: keys.db
              token: "pkcs11:token=hsm;object=master?module-path=/p11.so&pin-source=env:PIN"
            tokens:
              - pkcs11:token=card?module-path=/p11.so&pin-source=file:card.pin
            """);

    assertThat(read.archive().orElseThrow().opener())
        .isInstanceOfSatisfying(
            ArchiveOpener.OnToken.class,
            opener -> {
              assertThat(opener.token().uri().object()).hasValue("master");
              assertThat(opener.token().pin()).isEqualTo(new SecretReference.InEnvironment("PIN"));
            });
    assertThat(read.tokens())
        .extracting(TokenSettings::pin)
        .containsExactly(new SecretReference.InFile(folder.resolve("card.pin")));
  }

  @Test
  void theExampleShowsTheDefaults() throws IOException {
    Configuration empty = read("");

    assertThat(empty.archive()).isEmpty();
    assertThat(empty.outbound()).isEqualTo(OutboundPolicy.always(Treatment.OPPORTUNISTIC));
    assertThat(empty.inbound().onUndecryptable()).isEqualTo(OnUndecryptable.PASS_UNCHANGED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "trust:\\n  ancors: []| :2: unknown key 'ancors'; did you mean 'anchors'?",
        "inbond: {}| :1: unknown key 'inbond'; did you mean 'inbound'?",
        "outbound:\\n  rules:\\n    - sign: yes please| :3: outbound.rules[0].sign: 'yes please' is"
            + " none of never, if-identity, require",
        "outbound:\\n  rules:\\n    - recipients: [example.org]| is no address pattern",
        "outbound:\\n  max-size: huge| a size is written like",
        "outbound:\\n  retry: {every: soon}| a time is written like",
        "outbound:\\n  rules:\\n    - profile: best| is none of default",
        "directories:\\n  - servers: [ldap.example.org]| host:port",
        "directories:\\n  - servers: ['h:389']| base is missing",
        "directories:\\n  - base: dc=x| no server",
        "archive: {path: keys.db}| one of passphrase, key-file and token",
        "archive: {path: k.db, key-file: k, passphrase: 'env:X'}| one of passphrase, key-file and",
        "archive: {path: k.db, token: 'pkcs11:?module-path=/p11.so'}| add ;object=LABEL",
        "tokens: ['pkcs11:token=a']| :1: tokens[0]: a PKCS #11 URI (RFC 7512) is wrong: it does not"
            + " name the token's library",
        "tokens: ['pkcs11:token=a?module-path=/p11.so']| the PIN of the token 'a' is missing",
        "tokens: ['pkcs11:token=a?module-path=/p11.so&pin-value=1']| pin-value would show the PIN",
        "archive: {passphrase: 'env:X'}| archive.path",
        "archive: {path: k.db, url: 'postgresql://h/d', key-file: k}| either path, a file, or url",
        "archive: {path: k.db, password: 'env:X', key-file: k}| password is for a url",
        "archive: {url: 'postgresql://h', key-file: k}| postgresql://USER@HOST:PORT/DATABASE",
        "archive: {url: 'postgresql://u:p@h/d', key-file: k}| put it in a file or the environment",
        "authserv-id: 'a b'| no authserv-id",
        "trust: [a]| :1: trust: keys with values are expected here",
        "certificates: partners| :1: certificates: a list is expected here",
        "certificates: \"unended| :1: no YAML",
        "trust: {anchors: []}\\ntrust: {anchors: []}| Duplicate"
      })
  void saysWhereAndWhatIsWrongAndWhatWasPerhapsMeant(String yaml, String message) {
    assertThatThrownBy(() -> read(yaml.replace("\\n", "\n")))
        .isInstanceOf(SmimeException.class)
        .hasMessageContaining("sealgate.yaml")
        .hasMessageContaining(message.strip())
        .message()
        .doesNotContain("\n");
  }

  @Test
  void refusesASecretInTheFileWithoutRepeatingIt() {
    assertThatThrownBy(() -> read("archive:\n  path: keys.db\n  passphrase: hunter2-hunter2"))
        .hasMessageContaining("file:PATH or env:NAME")
        .message()
        .doesNotContain("hunter2");
  }

  @Test
  void saysWhichSecretIsNotThere() {
    String directory = "directories:\n  - servers: ['h:389']\n    base: dc=x\n    bind-dn: cn=y\n";

    assertThatThrownBy(() -> read(directory + "    password: env:NO_SUCH"))
        .hasMessageContaining("NO_SUCH");
    assertThatThrownBy(() -> read(directory + "    password: file:no-such-file"))
        .hasMessageContaining("no-such-file")
        .hasMessageContaining("there is no such file");
  }

  @Test
  void saysThatTheFileIsMissing() {
    assertThatThrownBy(() -> Configuration.read(folder.resolve("other.yaml")))
        .isInstanceOf(SmimeException.class)
        .hasMessageContaining("other.yaml")
        .hasMessageContaining("no such file");
  }

  @ParameterizedTest
  @CsvSource({"500, 500", "10kB, 10000", "10KiB, 10240", "2 MiB, 2097152", "1GB, 1000000000"})
  void readsSizes(String text, long octets) {
    assertThat(OctetCount.parse(text).octets()).isEqualTo(octets);
  }

  @Test
  void readsServers() {
    assertThat(List.of("a.example:389", "[::1]:636").stream().map(ServerText::parse))
        .containsExactly(
            new LdapSettings.Server("a.example", 389), new LdapSettings.Server("::1", 636));
  }

  private Configuration read(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("sealgate.yaml"), yaml);
    return Configuration.read(file, Map.of());
  }
}
