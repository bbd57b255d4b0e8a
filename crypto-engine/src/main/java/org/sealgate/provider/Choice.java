package org.sealgate.provider;

import java.util.Optional;

/**
 * Which provider does an operation, for people: {@code sealgate doctor}.
 *
 * @param operation the kind of the operation: Signature, Cipher, MessageDigest
 * @param algorithm the name the JCA knows it by
 * @param provider the name of the provider and its version; empty where none has it
 * @param isSlower true where native code would be faster, and there is none
 * @param reason why it was chosen
 */
public record Choice(
    String operation,
    String algorithm,
    Optional<String> provider,
    boolean isSlower,
    String reason) {}
