/** The one configuration file, sealgate.yaml, and what is built from it. */
@NullMarked
package org.sealgate.config;

import org.jspecify.annotations.NullMarked;
