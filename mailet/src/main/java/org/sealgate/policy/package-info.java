/** Who is signed for, who is encrypted to, and what happens where a certificate is missing. */
@NullMarked
package org.sealgate.policy;

import org.jspecify.annotations.NullMarked;
