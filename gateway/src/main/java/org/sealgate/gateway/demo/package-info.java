/** The whole system on loopback, for watching. */
@NullMarked
package org.sealgate.gateway.demo;

import org.jspecify.annotations.NullMarked;
