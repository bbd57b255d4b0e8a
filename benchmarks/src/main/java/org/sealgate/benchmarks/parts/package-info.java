/** The parts of the hot path, each by itself, under JMH. */
@NullMarked
package org.sealgate.benchmarks.parts;

import org.jspecify.annotations.NullMarked;
