@NullMarked
package org.sealgate.config;

import org.jspecify.annotations.NullMarked;
