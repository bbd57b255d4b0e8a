@NullMarked
package org.sealgate.ldap;

import org.jspecify.annotations.NullMarked;
