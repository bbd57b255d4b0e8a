package org.sealgate.config;

import java.nio.file.Path;
import java.util.Map;
import org.sealgate.ErrorCode;
import org.sealgate.Secret;
import org.sealgate.SmimeException;
import org.sealgate.archive.MasterKey;
import org.sealgate.provider.Token;
import org.sealgate.provider.TokenUri;

/**
 * A token and where its PIN is.
 *
 * @param uri which token, and what on it
 * @param pin where its PIN is, absolute
 */
public record TokenSettings(TokenUri uri, SecretReference pin) {
  private static final Path NO_FOLDER = Path.of("");

  /**
   * What a URI says.
   *
   * @param folder what a relative pin-source is relative to
   * @throws SmimeException CONFIGURATION where it does not say where the PIN is
   */
  public static TokenSettings of(TokenUri uri, Path folder) {
    String source =
        uri.pinSource()
            .orElseThrow(() ->
                new SmimeException(
                    ErrorCode.CONFIGURATION,
                    "the PIN of the "
                        + uri.name()
                        + " is missing: add pin-source=file:PATH or pin-source=env:NAME"));
    return new TokenSettings(uri, SecretReference.parse(source).in(folder));
  }

  /**
   * Logs in to it.
   *
   * @param environment the environment's variables, one of which may hold the PIN
   * @throws SmimeException as {@link Token#open}, and CONFIGURATION where the PIN is not there
   */
  public Token open(Map<String, String> environment) {
    try (Secret secret = pin.resolve(NO_FOLDER, environment)) {
      return Token.open(uri, secret);
    }
  }

  /**
   * The AES key on it that the URI means, as the master key of an archive.
   *
   * @throws SmimeException USAGE where it means none, CONFIGURATION where the PIN is not there
   */
  public MasterKey masterKey(Map<String, String> environment) {
    return MasterKey.onToken(uri, pin.resolve(NO_FOLDER, environment));
  }
}
