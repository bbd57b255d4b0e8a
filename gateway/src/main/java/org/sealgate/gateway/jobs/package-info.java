/** Jobs over whole archives of mail. */
@NullMarked
package org.sealgate.gateway.jobs;

import org.jspecify.annotations.NullMarked;
