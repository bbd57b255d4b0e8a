package org.sealgate.ldap;

import org.jspecify.annotations.Nullable;

/** A look-up that got no answer; its message is the reason for people and holds no secret. */
final class DirectoryFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean directoryIsDown;

  DirectoryFailure(String reason, boolean directoryIsDown, @Nullable Throwable cause) {
    super(reason, cause);
    this.directoryIsDown = directoryIsDown;
  }

  /** True where the next look-up would fail as well; false where only this question failed. */
  boolean directoryIsDown() {
    return directoryIsDown;
  }
}
