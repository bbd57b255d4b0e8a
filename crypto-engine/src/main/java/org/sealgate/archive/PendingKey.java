package org.sealgate.archive;

import java.time.Instant;
import org.sealgate.certificate.KeyPurpose;

/**
 * A key that was made here and whose certificate has not come back yet.
 *
 * @param id what {@link org.sealgate.identity.PrivateKeys#publicKeyId} says of its public key
 * @param address for whom
 * @param algorithm what kind of key, for people
 * @param purpose what it was asked for
 * @param madeAt when
 */
public record PendingKey(
    String id, String address, String algorithm, KeyPurpose purpose, Instant madeAt) {}
