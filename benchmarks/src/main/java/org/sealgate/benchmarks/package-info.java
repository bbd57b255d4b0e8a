/** The engine beside its peers: the same messages, in turns, each result checked by another. */
@NullMarked
package org.sealgate.benchmarks;

import org.jspecify.annotations.NullMarked;
