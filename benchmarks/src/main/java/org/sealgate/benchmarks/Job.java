package org.sealgate.benchmarks;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What a contestant has to do.
 *
 * @param input a whole mail with CRLF line ends: plain, signed or encrypted
 * @param who signs and decrypts
 * @param recipients certificates to encrypt to; {@code who} is the last of them
 */
record Job(Operation operation, byte[] input, Person who, List<X509Certificate> recipients) {
  Job {
    recipients = List.copyOf(recipients);
  }

  X509Certificate certificate() {
    return who.certificate();
  }
}
