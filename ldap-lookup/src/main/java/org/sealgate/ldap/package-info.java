/** Recipients' certificates from LDAP and Active Directory. */
@NullMarked
package org.sealgate.ldap;

import org.jspecify.annotations.NullMarked;
