package org.sealgate.provider;

import java.io.IOException;
import java.nio.file.Path;
import java.security.AuthProvider;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.security.auth.login.LoginException;
import org.sealgate.ErrorCode;
import org.sealgate.Secret;
import org.sealgate.SmimeException;

/**
 * One token of this process, logged in for as long as somebody uses it: PKCS #11 knows one login
 * for the whole process, and a logout takes the keys from everybody.
 */
final class TokenSession {
  private static final Map<Place, TokenSession> ALL = new HashMap<>();

  private final Provider provider;
  private final String name;
  private int users;
  private char[] pin = {};

  private TokenSession(Provider provider, String name) {
    this.provider = provider;
    this.name = name;
  }

  private record Place(Path module, long slot) {}

  /**
   * Logs in to the token that the URI means, or joins those who are.
   *
   * @throws SmimeException as {@link Token#open}
   */
  static TokenSession join(TokenUri uri, Secret secret) {
    synchronized (ALL) {
      Pkcs11Module.Slot slot = slot(uri);
      TokenSession session =
          ALL.computeIfAbsent(
              new Place(uri.module(), slot.slot()),
              place -> new TokenSession(provider(place), uri.name()));
      session.join(secret);
      return session;
    }
  }

  private static Pkcs11Module.Slot slot(TokenUri uri) {
    List<Pkcs11Module.Slot> all = Pkcs11Module.load(uri.module()).slots();
    List<Pkcs11Module.Slot> fitting = all.stream().filter(slot -> slot.fits(uri)).toList();
    if (fitting.isEmpty()) {
      throw new SmimeException(
          ErrorCode.UNAVAILABLE,
          "the %s is not there: plug it in; %s has %s"
              .formatted(uri.name(), uri.module(), labels(all)));
    }
    if (fitting.size() > 1) {
      throw new SmimeException(
          ErrorCode.CONFIGURATION,
          "the %s may be any of %s: add token, serial or slot-id"
              .formatted(uri.name(), labels(fitting)));
    }
    return fitting.getFirst();
  }

  private static String labels(List<Pkcs11Module.Slot> slots) {
    return slots.isEmpty()
        ? "none"
        : slots.stream()
            .map(slot -> "'" + slot.label() + "' (slot-id " + slot.slot() + ")")
            .collect(Collectors.joining(", "));
  }

  private static Provider provider(Place place) {
    Provider template = Security.getProvider("SunPKCS11");
    if (template == null) {
      throw new SmimeException(
          ErrorCode.UNSUPPORTED,
          "this Java cannot use tokens: take one with the module jdk.crypto.cryptoki");
    }
    try {
      Provider made = template.configure(configuration(place));
      Crypto.addTokens(made);
      return made;
    } catch (ProviderException | IllegalArgumentException e) {
      throw new SmimeException(
          ErrorCode.UNAVAILABLE,
          "Java cannot use the PKCS #11 module " + place.module() + ": " + TokenProblem.reason(e),
          e);
    }
  }

  /**
   * What keys are made and derived with. A master key stays on the token; an agreed secret comes
   * out of it, for the key derivation of S/MIME (RFC 5753) is no token's.
   */
  private static String configuration(Place place) {
    return """
    --name = Sealgate-%d
    library = "%s"
    slot = %d
    attributes(generate, CKO_SECRET_KEY, CKK_AES) = {
      CKA_PRIVATE = true
      CKA_SENSITIVE = true
      CKA_EXTRACTABLE = false
      CKA_ENCRYPT = true
      CKA_DECRYPT = true
    }
    attributes(generate, CKO_SECRET_KEY, CKK_GENERIC_SECRET) = {
      CKA_SENSITIVE = false
      CKA_EXTRACTABLE = true
    }
    """
        .formatted(ALL.size() + 1, quotable(place.module()), place.slot());
  }

  private static String quotable(Path module) {
    return module.toString().replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private void join(Secret secret) {
    char[] given = secret.chars();
    if (users == 0) {
      logIn(given);
      pin = given;
    } else if (!Arrays.equals(pin, given)) {
      throw wrongPin();
    }
    users++;
  }

  private void logIn(char[] given) {
    try {
      KeyStore.getInstance("PKCS11", provider).load(null, given);
    } catch (IOException | GeneralSecurityException | ProviderException e) {
      String reason = TokenProblem.reason(e);
      throw switch (reason) {
        case "CKR_PIN_INCORRECT", "CKR_PIN_INVALID", "CKR_PIN_LEN_RANGE" -> wrongPin();
        case "CKR_PIN_LOCKED" ->
            new SmimeException(
                ErrorCode.WRONG_PASSWORD,
                "the " + name + " is locked after too many wrong PINs: unlock it with its tools",
                e);
        default ->
            new SmimeException(
                ErrorCode.UNAVAILABLE,
                "the " + name + " does not open (" + reason + "): see its manual",
                e);
      };
    }
  }

  private SmimeException wrongPin() {
    return new SmimeException(
        ErrorCode.WRONG_PASSWORD,
        "the PIN does not open the " + name + ": correct it; too many wrong ones lock the token");
  }

  /** What is on it now. */
  KeyStore objects() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS11", provider);
    store.load(null, pin);
    return store;
  }

  Provider provider() {
    return provider;
  }

  String name() {
    return name;
  }

  /** The last one logs out. */
  void leave() {
    synchronized (ALL) {
      users--;
      if (users > 0) {
        return;
      }
      Arrays.fill(pin, '\0');
      try {
        if (provider instanceof AuthProvider login) {
          login.logout();
        }
      } catch (LoginException | ProviderException e) {
        // It was pulled out: nobody is logged in.
      }
    }
  }
}
