package org.sealgate.smime;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sealgate.SmimeException;
import org.sealgate.mime.Entity;
import org.sealgate.mime.MimeLimits;
import org.sealgate.mime.Multipart;
import org.sealgate.mime.Octets;

/**
 * Looks for S/MIME below the top of an entity that is none itself. Such a part is never opened in
 * place: attackers put other people's encrypted parts among their own (EFAIL, covert content), and
 * a valid signature on a part says nothing of what stands around it.
 */
final class StructureScan {
  private final MimeLimits limits;
  private final List<Finding> findings = new ArrayList<>();

  StructureScan(MimeLimits limits) {
    this.limits = limits;
  }

  List<Finding> scan(Entity top) throws IOException {
    try {
      walk(top, 0, "");
    } catch (SmimeException e) {
      findings.add(Finding.warn("mime-limit", "not all parts were looked at: " + e.getMessage()));
    }
    return List.copyOf(findings);
  }

  private void walk(Entity entity, int depth, String number) throws IOException {
    if (depth > limits.depth()) {
      throw SmimeException.limit("mime.depth", limits.depth());
    }
    Optional<Multipart> multipart = entity.multipart(limits);
    if (multipart.isPresent()) {
      List<Octets> parts = multipart.get().parts();
      for (int i = 0; i < parts.size(); i++) {
        look(Entity.parse(parts.get(i), limits), depth + 1, join(number, i + 1));
      }
    } else if (entity.contentType().isMessage() && !entity.transferEncoding().transforms()) {
      look(Entity.parse(entity.body(), limits), depth + 1, join(number, 1));
    }
  }

  private static String join(String number, int next) {
    return number.isEmpty() ? Integer.toString(next) : number + "." + next;
  }

  private void look(Entity part, int depth, String number) throws IOException {
    switch (SmimeType.of(part)) {
      case CLEAR_SIGNED ->
          findings.add(
              Finding.warn(
                  "signed-part", "part " + number + " is signed, and the parts around it are not"));
      case CMS -> findings.add(ofCms(part, number));
      case NONE -> walk(part, depth, number);
    }
  }

  private static Finding ofCms(Entity part, String number) {
    String claimed = SmimeType.claimed(part);
    if (claimed.startsWith("signed") || claimed.contains("signature")) {
      return Finding.warn(
          "signed-part", "part " + number + " is signed, and the parts around it are not");
    }
    if (claimed.startsWith("certs")) {
      return Finding.warn("certificates-part", "part " + number + " holds certificates");
    }
    return Finding.warn(
        "encrypted-part",
        "part " + number + " is encrypted among parts that are not; it was not opened");
  }
}
