/** Runs a manifest of foreign mail, certificates and key files and compares outcomes. */
@NullMarked
package org.sealgate.gateway.conformance;

import org.jspecify.annotations.NullMarked;
