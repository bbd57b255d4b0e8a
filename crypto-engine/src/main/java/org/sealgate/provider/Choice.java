package org.sealgate.provider;

/**
 * Which provider does an operation, for people: {@code sealgate doctor}.
 *
 * @param operation the kind of the operation: Signature, Cipher, MessageDigest
 * @param algorithm the name the JCA knows it by
 * @param provider the name of the provider and its version
 * @param reason why it was chosen
 */
public record Choice(String operation, String algorithm, String provider, String reason) {}
