package org.sealgate.archive;

/** Who can open a decryption key. */
public enum Custody {
  /** The running gateway, under the master key; and the quorum, where there is one. */
  GATEWAY,
  /** The quorum of custodians alone: the master key does not help. */
  ESCROW
}
