/** Identities: certificate, chain and private key, and the files they travel in. */
@NullMarked
package org.sealgate.identity;

import org.jspecify.annotations.NullMarked;
