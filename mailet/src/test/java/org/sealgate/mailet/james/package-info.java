/** The mailets in real James servers. */
@NullMarked
package org.sealgate.mailet.james;

import org.jspecify.annotations.NullMarked;
