/** The command line, tried as its users type it. */
@NullMarked
package org.sealgate.gateway.cli;

import org.jspecify.annotations.NullMarked;
