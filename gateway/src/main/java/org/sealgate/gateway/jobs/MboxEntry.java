package org.sealgate.gateway.jobs;

import org.sealgate.mime.Octets;

/**
 * One mail of an mbox file.
 *
 * @param number its place in the file, from 1
 * @param start where its From_ line begins
 * @param end where the next one begins, or the file ends
 * @param raw all of it: From_ line, mail, the empty line after it
 * @param fromLine the From_ line with its line end
 * @param mail the mail, escaped as it stands in the file
 * @param counted true where a Content-Length field told, truly, where it ends (mboxcl, mboxcl2)
 */
record MboxEntry(
    int number, long start, long end, Octets raw, Octets fromLine, Octets mail, boolean counted) {}
