/** Who is told of keys that expire and of what was done with keys: reports, mails, hooks. */
@NullMarked
package org.sealgate.gateway.notice;

import org.jspecify.annotations.NullMarked;
