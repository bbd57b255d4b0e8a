package org.sealgate.quorum;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.identity.Identity;

/**
 * What the approvals of a request give when they are opened together.
 *
 * @param request what was approved
 * @param votes checked ones for this request
 */
public record Assembly(RecoveryRequest request, Collection<Vote> votes) {

  /**
   * The recovery key, where enough genuine shares came together.
   *
   * @param oneTime the request's one-time identity
   * @throws SmimeException REFUSED with the seats whose shares are wrong, or where too few approved
   */
  public RecoverySecret secret(Identity oneTime) {
    Quorum quorum = request.quorum();
    Map<Integer, byte[]> shares = new TreeMap<>();
    List<String> wrong = new ArrayList<>();
    try {
      for (Vote vote : votes) {
        if (vote.approves() && shares.size() < quorum.threshold()) {
          take(vote, oneTime, shares, wrong);
        }
      }
      if (shares.size() < quorum.threshold()) {
        throw tooFew(shares.size(), wrong);
      }
      return joined(shares);
    } finally {
      shares.values().forEach(share -> Arrays.fill(share, (byte) 0));
    }
  }

  private void take(Vote vote, Identity oneTime, Map<Integer, byte[]> shares, List<String> wrong) {
    try {
      byte[] opened = Sealing.decrypted(vote.sealedShare().orElseThrow(), oneTime);
      Share share = Share.decode(opened);
      Arrays.fill(opened, (byte) 0);
      if (share.number() == vote.seat() && request.quorum().isGenuine(share)) {
        shares.put(share.number(), share.octets());
        return;
      }
    } catch (SmimeException e) {
      // Whatever is wrong with it, it is not a share that was given to this custodian.
    }
    wrong.add(vote.custodian().name());
  }

  private RecoverySecret joined(Map<Integer, byte[]> shares) {
    byte[] octets = Shares.joined(shares);
    try {
      RecoverySecret secret = new RecoverySecret(octets);
      if (!secret.key().equals(request.quorum().key())) {
        secret.close();
        throw new SmimeException(ErrorCode.REFUSED, "the shares do not give the recovery key");
      }
      return secret;
    } finally {
      Arrays.fill(octets, (byte) 0);
    }
  }

  private SmimeException tooFew(int genuine, List<String> wrong) {
    String why = "%d of %d approvals".formatted(genuine, request.quorum().threshold());
    String liars =
        wrong.isEmpty() ? "" : "; the share is wrong that came from " + String.join(", ", wrong);
    return new SmimeException(
        ErrorCode.REFUSED, "the request has " + why + liars + ": more custodians have to approve");
  }
}
