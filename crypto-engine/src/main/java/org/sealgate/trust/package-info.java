/**
 * Trust in a certificate: anchors, path validation (RFC 5280), revocation; each answer with a
 * reason.
 */
@NullMarked
package org.sealgate.trust;

import org.jspecify.annotations.NullMarked;
