package org.sealgate.gateway.cli;

import java.util.List;
import org.sealgate.ErrorCode;
import org.sealgate.Secret;
import org.sealgate.SmimeException;
import org.sealgate.archive.MasterKey;
import org.sealgate.config.TokenSettings;
import org.sealgate.identity.Identity;
import org.sealgate.identity.TokenIdentities;
import org.sealgate.provider.Token;
import org.sealgate.provider.TokenUri;

/**
 * A token named on the command line. Where its URI does not say where the PIN is, a person is
 * asked. Tokens stay open as long as the program runs, since their keys do.
 */
record TokenOnCommandLine(Terminal terminal) {
  private static final String PROMPT = "PIN of the ";

  /** What the URI means on it. */
  List<Identity> identities(TokenUri uri) {
    return TokenIdentities.of(open(uri), uri.object());
  }

  /** The AES key that the URI means on it. */
  MasterKey masterKey(TokenUri uri) {
    return uri.pinSource().isPresent()
        ? settings(uri).masterKey(terminal.environment())
        : MasterKey.onToken(uri, asked(uri));
  }

  private Token open(TokenUri uri) {
    if (uri.pinSource().isPresent()) {
      return settings(uri).open(terminal.environment());
    }
    try (Secret pin = asked(uri)) {
      return Token.open(uri, pin);
    }
  }

  private TokenSettings settings(TokenUri uri) {
    return TokenSettings.of(uri, terminal.directory());
  }

  private Secret asked(TokenUri uri) {
    return terminal
        .person()
        .flatMap(person -> person.secret(PROMPT + uri.name() + ": "))
        .orElseThrow(() ->
            new SmimeException(
                ErrorCode.USAGE,
                "the PIN of the "
                    + uri.name()
                    + " is missing; add &pin-source=file:PATH or &pin-source=env:NAME to the URI"));
  }
}
