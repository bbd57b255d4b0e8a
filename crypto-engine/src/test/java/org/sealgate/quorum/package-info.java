/** What M custodians open and fewer do not. */
@NullMarked
package org.sealgate.quorum;

import org.jspecify.annotations.NullMarked;
