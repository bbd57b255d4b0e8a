@NullMarked
package org.sealgate.policy;

import org.jspecify.annotations.NullMarked;
