/** The key archive: every identity ever held, found by recipient identifier. */
@NullMarked
package org.sealgate.archive;

import org.jspecify.annotations.NullMarked;
