@NullMarked
package org.sealgate.mailet;

import org.jspecify.annotations.NullMarked;
