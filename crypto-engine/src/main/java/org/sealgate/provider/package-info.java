/** Which JCA provider does which operation: native where it loads, the JDK's, Bouncy Castle's. */
@NullMarked
package org.sealgate.provider;

import org.jspecify.annotations.NullMarked;
