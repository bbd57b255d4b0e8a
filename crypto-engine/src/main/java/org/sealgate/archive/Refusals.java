package org.sealgate.archive;

import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;

/** What the rules forbid: refused, and written into the audit. */
record Refusals(Store store, AuditChain audit) {

  /** What to throw where a rule forbids it. */
  static SmimeException because(String why) {
    return new SmimeException(ErrorCode.REFUSED, why);
  }

  /** Audits that something was refused; what to throw. */
  SmimeException denied(String identity, String why) {
    enter(identity, why);
    return because(why);
  }

  /** Does it; what is refused goes into the audit, which the refusal itself does not undo. */
  <T> T audited(String request, Store.Work<T> work) {
    try {
      return store.write(work);
    } catch (SmimeException e) {
      enter("", request + ": " + e.getMessage());
      throw e;
    }
  }

  private void enter(String identity, String why) {
    store.write(connection -> {
      audit.append(connection, AuditEvent.DENIED, identity, why);
      return true;
    });
  }
}
