package org.sealgate.mime;

import java.io.OutputStream;

/**
 * Is shown every octet of a canonical form in the pass that examines them, while they are in the
 * processor's cache: a digest then costs no pass of its own.
 */
public abstract class Onlooker extends OutputStream {
  /** What was shown was not in canonical form: all octets are shown anew, from the first. */
  public abstract void again();
}
