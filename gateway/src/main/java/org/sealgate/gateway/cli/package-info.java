/** The command line. */
@NullMarked
package org.sealgate.gateway.cli;

import org.jspecify.annotations.NullMarked;
