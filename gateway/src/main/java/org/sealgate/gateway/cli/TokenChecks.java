package org.sealgate.gateway.cli;

import static org.sealgate.gateway.cli.ConfigurationChecks.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.sealgate.SmimeException;
import org.sealgate.config.Configuration;
import org.sealgate.config.Configuration.ArchiveOpener;
import org.sealgate.config.Configuration.ArchiveSettings;
import org.sealgate.config.TokenSettings;
import org.sealgate.gateway.cli.Diagnosis.Check;
import org.sealgate.gateway.cli.Diagnosis.Health;
import org.sealgate.identity.TokenIdentities;
import org.sealgate.provider.Token;

/** Whether every token that the configuration names opens; nothing is made on it. */
record TokenChecks(Terminal terminal) {
  private static final String NAME = "token";

  List<Check> of(Configuration configuration) {
    List<Check> checks = new ArrayList<>();
    configuration
        .tokens()
        .forEach(each -> checks.add(opened(each, token -> identities(each, token))));
    configuration
        .archive()
        .map(ArchiveSettings::opener)
        .filter(ArchiveOpener.OnToken.class::isInstance)
        .map(ArchiveOpener.OnToken.class::cast)
        .map(ArchiveOpener.OnToken::token)
        .ifPresent(each -> checks.add(opened(each, token -> masterKey(each, token))));
    return checks;
  }

  private Check opened(TokenSettings settings, Function<Token, Check> look) {
    try (Token token = settings.open(terminal.environment())) {
      return look.apply(token);
    } catch (SmimeException e) {
      return check(NAME, Health.BROKEN, Complaint.of(e).text());
    }
  }

  private static Check identities(TokenSettings settings, Token token) {
    int count = TokenIdentities.of(token, settings.uri().object()).size();
    return check(
        NAME,
        Health.OK,
        "the %s opens, with %d %s"
            .formatted(token.name(), count, count == 1 ? "identity" : "identities"));
  }

  private static Check masterKey(TokenSettings settings, Token token) {
    String label = settings.uri().object().orElse("");
    return token.secretKey(label).isPresent()
        ? check(
            NAME,
            Health.OK,
            "the %s opens, with the master key '%s'".formatted(token.name(), label))
        : check(
            NAME,
            Health.NOTE,
            "the %s opens, and has no key '%s': a new archive makes it"
                .formatted(token.name(), label));
  }
}
