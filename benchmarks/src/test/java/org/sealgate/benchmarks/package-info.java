@NullMarked
package org.sealgate.benchmarks;

import org.jspecify.annotations.NullMarked;
