package org.sealgate.quorum;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Predicate;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.identity.Identity;

/**
 * A custodian's answer to a request: signed by him, over the request's digest; where he approves,
 * with his share encrypted to the request's one-time certificate. It is good for that request and
 * nothing else, and shows nobody his share.
 *
 * @param seat whose: the number of his share
 * @param custodian who he is
 * @param sealedShare his share as EnvelopedData; empty where he denies
 */
public record Vote(int seat, Custodian custodian, Optional<byte[]> sealedShare) {
  private static final String KIND = "Sealgate-Vote";

  /** True where he approves. */
  public boolean approves() {
    return sealedShare.isPresent();
  }

  /**
   * A custodian approves: his share is decrypted, encrypted to the request, and signed.
   *
   * @param own the identities he holds, in files or on a token
   * @return the vote to send back, as SignedData in DER
   * @throws SmimeException NO_KEY where he is no custodian of this quorum, REFUSED where the
   *     request has expired or the share is not his
   */
  public static byte[] approve(RecoveryRequest request, Collection<Identity> own, Instant now) {
    if (!now.isBefore(request.expires())) {
      throw refused("the request expired on " + request.expires());
    }
    int seat = seat(request, own);
    Quorum.Seat place = request.quorum().seat(seat);
    Identity reader =
        held(own, identity -> identity.certificate().equals(place.custodian().encryption()))
            .orElseThrow(() -> noKey("the key of the certificate his share is encrypted to"));
    byte[] share = Sealing.decrypted(place.share(), reader);
    try {
      if (!request.quorum().isGenuine(Share.decode(share))) {
        throw refused("the share in it is not the one of this quorum");
      }
      byte[] sealed = Sealing.encrypted(share, request.oneTime());
      return signed(request, Optional.of(sealed), new Signer(signer(own, place), now));
    } finally {
      Arrays.fill(share, (byte) 0);
    }
  }

  /** A custodian denies; parameters and errors as for {@link #approve}. */
  public static byte[] deny(RecoveryRequest request, Collection<Identity> own, Instant now) {
    Quorum.Seat place = request.quorum().seat(seat(request, own));
    return signed(request, Optional.empty(), new Signer(signer(own, place), now));
  }

  private record Signer(Identity identity, Instant now) {}

  private static byte[] signed(RecoveryRequest request, Optional<byte[]> share, Signer signer) {
    Form form =
        Form.ofKind(KIND)
            .with("Request", request.digest())
            .with("Decision", share.isPresent() ? "approve" : "deny");
    share.ifPresent(sealed -> form.with("Share", sealed));
    return Sealing.signed(form.encoded(), signer.identity, signer.now);
  }

  private static int seat(RecoveryRequest request, Collection<Identity> own) {
    for (Identity identity : own) {
      Optional<Integer> seat = request.quorum().seatOf(identity.certificate());
      if (seat.isPresent()) {
        return seat.get();
      }
    }
    throw noKey("the key of a signing certificate of one of this quorum's custodians");
  }

  private static Identity signer(Collection<Identity> own, Quorum.Seat place) {
    return held(own, identity -> identity.certificate().equals(place.custodian().signing()))
        .orElseThrow();
  }

  private static Optional<Identity> held(Collection<Identity> own, Predicate<Identity> fit) {
    return own.stream().filter(fit).findFirst();
  }

  /**
   * Reads a vote and checks signature, signer and request. The share in it can be looked at only
   * when the request is carried out.
   *
   * @throws SmimeException REFUSED where it does not count for this request, MALFORMED
   */
  public static Vote read(byte[] cms, RecoveryRequest request) {
    Quorum quorum = request.quorum();
    Sealing.Signed signed = Sealing.verified(cms, quorum.signers());
    Form form = Form.read(signed.content(), KIND);
    if (!form.only("Request").equals(request.digest())) {
      throw refused("it was given for another request");
    }
    int seat = quorum.seatOf(signed.signer()).orElseThrow();
    Custodian custodian = quorum.seat(seat).custodian();
    return switch (form.only("Decision")) {
      case "approve" -> new Vote(seat, custodian, Optional.of(form.octets("Share")));
      case "deny" -> new Vote(seat, custodian, Optional.empty());
      default -> throw SmimeException.malformed("a vote approves or denies; this one does neither");
    };
  }

  private static SmimeException refused(String why) {
    return new SmimeException(ErrorCode.REFUSED, "the approval does not count: " + why);
  }

  private static SmimeException noKey(String what) {
    return new SmimeException(
        ErrorCode.NO_KEY, "none of the identities given has " + what + ": give the custodian's");
  }
}
