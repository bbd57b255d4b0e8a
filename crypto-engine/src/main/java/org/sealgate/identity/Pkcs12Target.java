package org.sealgate.identity;

import java.util.List;
import java.util.Locale;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;

/** The program that is to open a PKCS#12 file, and what it can read. */
public enum Pkcs12Target {
  OPENSSL(Protection.MODERN),
  JAVA(Protection.MODERN),
  FIREFOX(Protection.MODERN),
  THUNDERBIRD(Protection.MODERN),
  /** Windows 10 1709, Server 2019 and later; the password has at most 32 characters. */
  WINDOWS(Protection.MODERN),
  /** Keychain knows neither PBES2 nor a MAC salt of 16 octets. */
  MACOS(Protection.LEGACY),
  IOS(Protection.LEGACY),
  GPGSM(Protection.LEGACY),
  /** Anything old. */
  LEGACY(Protection.LEGACY);

  /** How a file is protected. */
  enum Protection {
    /** PBES2 with AES-256-CBC and HMAC-SHA-256, MAC with SHA-256. */
    MODERN,
    /** 3DES by the derivation of PKCS#12, MAC with SHA-1. */
    LEGACY
  }

  private final Protection protection;

  Pkcs12Target(Protection protection) {
    this.protection = protection;
  }

  Protection protection() {
    return protection;
  }

  /** Whether one file may hold several keys; gpgsm takes the first and says nothing of others. */
  public boolean takesSeveral() {
    return this != GPGSM;
  }

  /**
   * The target of that name, in any case.
   *
   * @throws SmimeException USAGE with the names there are
   */
  public static Pkcs12Target named(String name) {
    for (Pkcs12Target target : values()) {
      if (target.toString().equalsIgnoreCase(name)) {
        return target;
      }
    }
    throw new SmimeException(
        ErrorCode.USAGE, "no target is called " + name + ": use one of " + List.of(values()));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
