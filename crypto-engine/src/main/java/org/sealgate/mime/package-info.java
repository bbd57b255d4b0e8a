/** A MIME message as bytes: header block, body span, line ends, base64, multipart boundaries. */
@NullMarked
package org.sealgate.mime;

import org.jspecify.annotations.NullMarked;
