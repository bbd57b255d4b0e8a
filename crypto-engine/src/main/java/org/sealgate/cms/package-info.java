/** CMS (RFC 5652) read and written as streams. */
@NullMarked
package org.sealgate.cms;

import org.jspecify.annotations.NullMarked;
