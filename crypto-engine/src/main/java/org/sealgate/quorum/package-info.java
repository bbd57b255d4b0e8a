/**
 * What M of N custodians can open and fewer cannot: the recovery key, its shares, and the papers
 * that go between an archive and its custodians. Knows nothing of databases.
 */
@NullMarked
package org.sealgate.quorum;

import org.jspecify.annotations.NullMarked;
