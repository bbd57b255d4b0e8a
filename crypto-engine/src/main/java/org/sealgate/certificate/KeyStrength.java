package org.sealgate.certificate;

/**
 * What is known of a public key without using it.
 *
 * @param type its family
 * @param description for people and policies: {@code RSA-2048}, {@code P-256}, {@code Ed25519},
 *     {@code ML-DSA-65}; the object identifier of an unknown algorithm
 * @param bits the size its family is named by: of the modulus, of the curve; 0 where unknown
 * @param securityBits the work to break it with a classical computer, as a power of two (NIST SP
 *     800-57 part 1, table 2); 0 where unknown
 */
public record KeyStrength(KeyType type, String description, int bits, int securityBits) {}
