/** Key databases of Thunderbird and Firefox, read by the programs that belong to them. */
@NullMarked
package org.sealgate.gateway.nss;

import org.jspecify.annotations.NullMarked;
