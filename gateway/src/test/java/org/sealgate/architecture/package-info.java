/** The house as it must stand: who may know whom. */
@NullMarked
package org.sealgate.architecture;

import org.jspecify.annotations.NullMarked;
