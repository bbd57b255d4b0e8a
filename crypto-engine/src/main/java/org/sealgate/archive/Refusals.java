package org.sealgate.archive;

import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;

/** What the rules of dual control forbid: refused, and written into the audit. */
record Refusals(Store store, AuditChain audit) {

  /** What to throw where a rule forbids it. */
  static SmimeException because(String why) {
    return new SmimeException(ErrorCode.REFUSED, why);
  }

  /** Does it; what is refused goes into the audit, which the refusal itself does not undo. */
  <T> T audited(String request, Store.Work<T> work) {
    try {
      return store.write(work);
    } catch (SmimeException e) {
      store.write(connection -> {
        audit.append(connection, AuditEvent.DENIED, "", request + ": " + e.getMessage());
        return true;
      });
      throw e;
    }
  }
}
