/** What mail asks of a certificate, and where to find other people's. */
@NullMarked
package org.sealgate.certificate;

import org.jspecify.annotations.NullMarked;
