package org.sealgate.archive;

import java.time.Clock;
import java.util.List;
import org.sealgate.SmimeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Uses of keys on their way into the audit: counted per key and day, written now and then. */
final class UseLog {
  private static final Logger LOG = LoggerFactory.getLogger(UseLog.class);

  private final Store store;
  private final AuditChain audit;
  private final UseCounter uses;

  UseLog(Store store, AuditChain audit, Clock clock) {
    this.store = store;
    this.audit = audit;
    this.uses = new UseCounter(clock);
  }

  /** Counts a use of a key; the caller does not wait for the audit. */
  void count(String id) {
    uses.count(id);
    if (uses.isDue()) {
      Thread.ofVirtual().start(this::writeLater);
    }
  }

  private void writeLater() {
    try {
      write();
    } catch (SmimeException e) {
      LOG.warn("the audit of the key archive could not be written: {}", e.getMessage());
    }
  }

  /** Writes down what was counted; what cannot be written stays counted. */
  void write() {
    List<UseCounter.Uses> counted = uses.take();
    if (counted.isEmpty()) {
      return;
    }
    try {
      store.write(connection -> {
        for (UseCounter.Uses use : counted) {
          audit.append(connection, AuditEvent.DECRYPTED, use.id(), use.toString());
        }
        return true;
      });
    } catch (SmimeException e) {
      uses.giveBack(counted);
      throw e;
    }
  }
}
