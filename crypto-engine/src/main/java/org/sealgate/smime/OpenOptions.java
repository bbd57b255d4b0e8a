package org.sealgate.smime;

import org.sealgate.trust.TrustStore;
import org.sealgate.trust.ValidationTime;

/**
 * With what to open a message.
 *
 * @param keys private keys
 * @param trust anchors
 * @param time when signers' certificates must be valid
 */
public record OpenOptions(KeySource keys, TrustStore trust, ValidationTime time) {}
