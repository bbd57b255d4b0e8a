/** What people and programs are told of keys. */
@NullMarked
package org.sealgate.gateway.notice;

import org.jspecify.annotations.NullMarked;
