/** Tests of the engine. */
@NullMarked
package org.sealgate.fuzz;

import org.jspecify.annotations.NullMarked;
