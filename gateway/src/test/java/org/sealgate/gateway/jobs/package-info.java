/** Jobs over archives of mail, tried. */
@NullMarked
package org.sealgate.gateway.jobs;

import org.jspecify.annotations.NullMarked;
