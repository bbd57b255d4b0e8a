package org.sealgate.benchmarks;

import java.io.OutputStream;

/** A way to do S/MIME in Java. */
interface Contestant {

  /**
   * Prepares an operation on one message, as a program that does it all day would: keys are at
   * hand, nothing of the message is.
   *
   * @throws UnsupportedOperationException where it cannot do this
   */
  Work prepare(Job job) throws Exception;

  /** One operation on one message. */
  @FunctionalInterface
  interface Work {
    /**
     * Does it, and throws where the result is not what it should be.
     *
     * @param result takes what comes of it; for readers, their plaintext where it is asked for
     * @param wanted false where readers may keep their plaintext in memory and be done
     */
    void once(OutputStream result, boolean wanted) throws Exception;
  }
}
