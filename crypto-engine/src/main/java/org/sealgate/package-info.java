/** What every room of the house shares: the error family and the holder of secrets. */
@NullMarked
package org.sealgate;

import org.jspecify.annotations.NullMarked;
