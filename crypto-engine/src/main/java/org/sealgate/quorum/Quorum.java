package org.sealgate.quorum;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.provider.Crypto;

/**
 * M of N custodians, and the recovery key that only M of them can use: its public half, and each
 * share encrypted to its custodian's certificate. Holds nothing secret.
 *
 * @param threshold how many are needed
 * @param seats who holds which share, in the order of the shares' numbers
 * @param key what data keys are wrapped to
 */
public record Quorum(int threshold, List<Seat> seats, RecoveryKey key) {
  private static final String KIND = "Sealgate-Quorum";

  public Quorum {
    seats = List.copyOf(seats);
    requireSensible(new Size(threshold, seats.size()));
  }

  /**
   * A custodian and his share.
   *
   * @param custodian who
   * @param share the share as EnvelopedData to his certificate, in DER: any S/MIME program opens it
   * @param commitment SHA-256 of the share, by which a wrong one is recognised
   */
  public record Seat(Custodian custodian, byte[] share, byte[] commitment) {}

  /** How many of how many. */
  record Size(int threshold, int custodians) {}

  /**
   * Makes a new recovery key and shares it out; the private half is gone when this returns.
   *
   * @throws SmimeException REFUSED where the numbers make no sense, or two custodians are one
   */
  public static Quorum found(int threshold, List<Custodian> custodians) {
    Size size = new Size(threshold, custodians.size());
    requireSensible(size);
    requireDistinct(custodians);
    SecureRandom random = Crypto.preferred().random();
    try (RecoverySecret secret = RecoverySecret.fresh(random)) {
      byte[] octets = secret.octets();
      List<byte[]> shares = Shares.split(octets, size, random);
      Arrays.fill(octets, (byte) 0);
      List<Seat> seats = new ArrayList<>();
      for (int i = 0; i < shares.size(); i++) {
        seats.add(seat(new Share(i + 1, secret.key(), shares.get(i)), custodians.get(i)));
      }
      shares.forEach(share -> Arrays.fill(share, (byte) 0));
      return new Quorum(threshold, seats, secret.key());
    }
  }

  private static Seat seat(Share share, Custodian custodian) {
    return new Seat(
        custodian,
        Sealing.encrypted(share.encoded(), custodian.encryption()),
        sha256(share.octets()));
  }

  private static void requireSensible(Size size) {
    if (size.threshold < 2) {
      throw refused("at least two custodians have to agree, or it is no dual control");
    }
    if (size.custodians < size.threshold || size.custodians > Shares.MOST) {
      throw refused(
          "%d of %d custodians cannot agree: name at least %d and at most %d"
              .formatted(size.threshold, size.custodians, size.threshold, Shares.MOST));
    }
  }

  private static void requireDistinct(List<Custodian> custodians) {
    long keys = custodians.stream().map(c -> publicKey(c.encryption())).distinct().count();
    long signers = custodians.stream().map(c -> publicKey(c.signing())).distinct().count();
    if (keys < custodians.size() || signers < custodians.size()) {
      throw refused("two of the custodians have the same key: each has to be a person of his own");
    }
  }

  private static List<Byte> publicKey(MailCertificate certificate) {
    List<Byte> octets = new ArrayList<>();
    for (byte octet : certificate.x509().getPublicKey().getEncoded()) {
      octets.add(octet);
    }
    return octets;
  }

  /** The seat number, from one, of whose certificate encrypts or signs so; empty for a stranger. */
  Optional<Integer> seatOf(MailCertificate signing) {
    for (int i = 0; i < seats.size(); i++) {
      if (seats.get(i).custodian.signing().equals(signing)) {
        return Optional.of(i + 1);
      }
    }
    return Optional.empty();
  }

  Seat seat(int number) {
    return seats.get(number - 1);
  }

  List<MailCertificate> signers() {
    return seats.stream().map(seat -> seat.custodian.signing()).toList();
  }

  /** True where the share is the one that was given to that seat. */
  boolean isGenuine(Share share) {
    return share.number() >= 1
        && share.number() <= seats.size()
        && share.key().equals(key)
        && MessageDigest.isEqual(seat(share.number()).commitment, sha256(share.octets()));
  }

  /** As it is stored and sent. */
  public byte[] encoded() {
    Form form =
        Form.ofKind(KIND).with("Threshold", Integer.toString(threshold)).with("Key", key.encoded());
    for (Seat seat : seats) {
      form.with("Custodian", seat.custodian.name())
          .with("Encryption-Certificate", seat.custodian.encryption().encoded())
          .with("Signing-Certificate", seat.custodian.signing().encoded())
          .with("Share", seat.share)
          .with("Commitment", seat.commitment);
    }
    return form.encoded();
  }

  /**
   * The inverse of {@link #encoded}.
   *
   * @throws SmimeException MALFORMED
   */
  public static Quorum decode(byte[] encoded) {
    Form form = Form.read(encoded, KIND);
    List<byte[]> encryption = octets(form, "Encryption-Certificate");
    List<byte[]> signing = octets(form, "Signing-Certificate");
    List<byte[]> shares = octets(form, "Share");
    List<byte[]> commitments = octets(form, "Commitment");
    int seats = encryption.size();
    if (signing.size() != seats || shares.size() != seats || commitments.size() != seats) {
      throw SmimeException.malformed("the quorum lacks a part of a custodian");
    }
    List<Seat> read = new ArrayList<>();
    for (int i = 0; i < seats; i++) {
      Custodian custodian =
          new Custodian(
              MailCertificate.parse(encryption.get(i)), MailCertificate.parse(signing.get(i)));
      read.add(new Seat(custodian, shares.get(i), commitments.get(i)));
    }
    return new Quorum(form.number("Threshold"), read, new RecoveryKey(form.octets("Key")));
  }

  private static List<byte[]> octets(Form form, String name) {
    return form.all(name).stream().map(Form::base64).toList();
  }

  static byte[] sha256(byte[] octets) {
    return Crypto.preferred().sha256(octets);
  }

  private static SmimeException refused(String why) {
    return new SmimeException(ErrorCode.REFUSED, why);
  }
}
