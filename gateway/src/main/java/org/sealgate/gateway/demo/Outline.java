package org.sealgate.gateway.demo;

import java.io.IOException;
import java.util.List;
import org.sealgate.mime.Entity;
import org.sealgate.mime.MimeLimits;
import org.sealgate.mime.Octets;
import org.sealgate.policy.Decision;
import org.sealgate.policy.MailHeaders;
import org.sealgate.policy.OutboundMail;
import org.sealgate.policy.OutboundPlanner;

/** What the policy looks at, of a mail of the demo. */
record Outline(OutboundMail mail) {

  static Outline of(Letter letter) throws IOException {
    Entity entity = Entity.parseMail(Octets.of(letter.octets()), MimeLimits.DEFAULT);
    MailHeaders headers =
        new MailHeaders(
            entity.header().fields().stream()
                .map(field -> new MailHeaders.Field(field.name(), field.value()))
                .toList());
    return new Outline(
        new OutboundMail(
            headers.from().stream().findFirst(),
            headers.visibleRecipients(),
            headers,
            OutboundMail.Shape.plain(letter.octets().length)));
  }

  /** What is decided for each recipient. */
  List<Decision> decisions(OutboundPlanner planner) {
    return planner.plan(mail).decisions();
  }
}
