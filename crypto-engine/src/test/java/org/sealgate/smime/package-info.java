/** Tests of the engine. */
@NullMarked
package org.sealgate.smime;

import org.jspecify.annotations.NullMarked;
