package org.sealgate.config;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sealgate.certificate.EmailAddress;
import org.sealgate.identity.Identity;
import org.sealgate.identity.TokenIdentities;
import org.sealgate.provider.Token;
import org.sealgate.smime.KeySource;

/**
 * The identities on the tokens of a configuration. The tokens are opened when the first is asked
 * for, and stay open. Thread-safe.
 */
final class TokenKeys implements AutoCloseable {
  /** The newest; of those as new as each other, the one that does nothing but sign. */
  private static final Comparator<Identity> BEST =
      Comparator.comparing((Identity identity) -> identity.certificate().notBefore())
          .thenComparing(identity -> !identity.purpose().encrypts());

  private final List<TokenSettings> settings;
  private final Map<String, String> environment;
  private @Nullable Opened opened;

  TokenKeys(List<TokenSettings> settings, Map<String, String> environment) {
    this.settings = settings;
    this.environment = environment;
  }

  /** Tokens that are logged in to, and what is on them. */
  private record Opened(List<Token> tokens, List<Identity> identities, KeySource keys) {
    void close() {
      tokens.forEach(Token::close);
    }
  }

  /** The keys that decrypt. */
  KeySource keys() {
    return opened().keys();
  }

  /** The identity an address signs with at a time. */
  Optional<Identity> signingIdentity(EmailAddress address, Instant at) {
    return opened().identities().stream()
        .filter(identity -> identity.purpose().signs())
        .filter(identity -> identity.certificate().names(address))
        .filter(identity -> identity.certificate().validAt(at))
        .max(BEST);
  }

  private synchronized Opened opened() {
    if (opened == null) {
      opened = open();
    }
    return opened;
  }

  private Opened open() {
    List<Token> tokens = new ArrayList<>();
    boolean isDone = false;
    try {
      List<Identity> identities = new ArrayList<>();
      for (TokenSettings each : settings) {
        Token token = each.open(environment);
        tokens.add(token);
        identities.addAll(TokenIdentities.of(token, each.uri().object()));
      }
      isDone = true;
      return new Opened(List.copyOf(tokens), List.copyOf(identities), KeySource.of(identities));
    } finally {
      if (!isDone) {
        tokens.forEach(Token::close);
      }
    }
  }

  @Override
  public synchronized void close() {
    if (opened != null) {
      opened.close();
      opened = null;
    }
  }
}
