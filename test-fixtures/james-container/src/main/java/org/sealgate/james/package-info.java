/** The mailet container of Apache James 3.9 made a small mail server, for tests. */
package org.sealgate.james;
