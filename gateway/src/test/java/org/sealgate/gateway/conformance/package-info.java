/** Mail that nobody here wrote, tried. */
@NullMarked
package org.sealgate.gateway.conformance;

import org.jspecify.annotations.NullMarked;
