/** The facade: sign, encrypt, open and inspect S/MIME (RFC 8551) messages. */
@NullMarked
package org.sealgate.smime;

import org.jspecify.annotations.NullMarked;
