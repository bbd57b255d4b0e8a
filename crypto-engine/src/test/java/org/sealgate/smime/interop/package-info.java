/** The engine and foreign programs, algorithm by algorithm, in tables. */
@NullMarked
package org.sealgate.smime.interop;

import org.jspecify.annotations.NullMarked;
