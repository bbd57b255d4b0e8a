/** James mailets and matchers: thin glue, a Mail in, Mails out. */
@NullMarked
package org.sealgate.mailet;

import org.jspecify.annotations.NullMarked;
