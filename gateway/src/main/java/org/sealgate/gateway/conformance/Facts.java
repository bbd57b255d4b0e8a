package org.sealgate.gateway.conformance;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.sealgate.provider.Crypto;
import org.sealgate.smime.Finding.Status;
import org.sealgate.smime.Layer;
import org.sealgate.smime.SignerVerdict;
import org.sealgate.smime.Verdict;

/**
 * What opening a message gave.
 *
 * @param verdict what was met
 * @param content the innermost entity that was reached
 * @param unchanged true where the whole message came out as it went in
 */
record Facts(Verdict verdict, byte[] content, boolean unchanged) {

  /** The layers of one kind. */
  <T extends Layer> List<T> layers(Class<T> kind) {
    return verdict.layers().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** All signers of all layers. */
  List<SignerVerdict> signers() {
    return layers(Layer.Signed.class).stream().flatMap(s -> s.signers().stream()).toList();
  }

  /** True where there is a signer, and the signatures of all of them hold. */
  boolean signaturesHold() {
    return !signers().isEmpty()
        && signers().stream().allMatch(signer -> signer.integrity().status() == Status.PASS);
  }

  /** True where there is a signer, and the paths of all of them lead to an anchor. */
  boolean pathsHold() {
    return !signers().isEmpty()
        && signers().stream().allMatch(signer -> signer.certificatePath().status() == Status.PASS);
  }

  /**
   * The layers that a mail client reports, and rows of its tests expect: down to the first
   * signature that stands directly in another one, which by then is a forwarded mail's.
   */
  private List<Layer> shown() {
    List<Layer> shown = new ArrayList<>();
    for (Layer layer : verdict.layers()) {
      if (layer instanceof Layer.Signed
          && !shown.isEmpty()
          && shown.getLast() instanceof Layer.Signed) {
        break;
      }
      shown.add(layer);
    }
    return shown;
  }

  /** True where a client reports encryption. */
  boolean shownEncrypted() {
    return shown().stream().anyMatch(Layer.Encrypted.class::isInstance);
  }

  /** True where a client reports the content as signed. */
  boolean shownSigned() {
    return contentSigned(shown());
  }

  /** The signers a client reports: those of the innermost signature it looks at. */
  List<SignerVerdict> shownSigners() {
    return shown().reversed().stream()
        .filter(Layer.Signed.class::isInstance)
        .map(Layer.Signed.class::cast)
        .findFirst()
        .map(Layer.Signed::signers)
        .orElse(List.of());
  }

  /**
   * True where a mail client would show a good signature: the innermost one that it looks at is
   * good on every axis. Of a signature directly inside of it clients are less strict than our
   * verdict: an opaque one in an opaque one is a forwarded mail's, any other has to be good too.
   */
  boolean goodToAClient() {
    List<Layer> shown = shown();
    int last = lastSigned(shown);
    if (last < 0 || !shownSigned()) {
      return false;
    }
    Layer.Signed own = (Layer.Signed) shown.get(last);
    boolean nested =
        verdict.layers().size() > last + 1
            && verdict.layers().get(last + 1) instanceof Layer.Signed inner
            && (own.detached() || inner.detached())
            && !isGood(inner);
    return isGood(own) && !nested;
  }

  private static int lastSigned(List<Layer> layers) {
    for (int i = layers.size() - 1; i >= 0; i--) {
      if (layers.get(i) instanceof Layer.Signed) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isGood(Layer.Signed signed) {
    return !signed.signers().isEmpty()
        && signed.signers().stream().allMatch(each -> isGood(each) && isTimely(each));
  }

  private static boolean isTimely(SignerVerdict signer) {
    Status status = signer.signingTime().status();
    return status == Status.PASS || status == Status.NOT_APPLICABLE;
  }

  private static boolean isGood(SignerVerdict signer) {
    return signer.integrity().status() == Status.PASS
        && signer.certificatePath().status() == Status.PASS
        && signer.addressMatch().status() == Status.PASS
        && signer.algorithmStrength().status() != Status.FAIL
        && signer.policy().status() != Status.FAIL;
  }

  /** True where the content itself is signed: a signature outside of encryption does not count. */
  boolean contentSigned() {
    return contentSigned(verdict.layers());
  }

  private static boolean contentSigned(List<Layer> layers) {
    boolean signed = false;
    for (Layer layer : layers) {
      signed = layer instanceof Layer.Signed || (signed && !(layer instanceof Layer.Encrypted));
    }
    return signed;
  }

  /** True where every layer was decrypted, and there is one. */
  boolean decrypted() {
    return verdict.encrypted() && verdict.decrypted();
  }

  /** True where a layer cannot be read. */
  boolean unreadable() {
    return !layers(Layer.Unreadable.class).isEmpty();
  }

  /** The layers in few words. */
  String shape() {
    return verdict.layers().isEmpty()
        ? "no layer"
        : verdict.layers().stream().map(Facts::word).collect(Collectors.joining(" > "));
  }

  private static String word(Layer layer) {
    return switch (layer) {
      case Layer.Signed s -> (s.detached() ? "signed" : "signed-opaque") + integrity(s);
      case Layer.Encrypted e ->
          e.contentType()
              + ","
              + e.cipher()
              + ":"
              + e.decryption().getClass().getSimpleName().toLowerCase(Locale.ROOT);
      case Layer.Compressed c -> "compressed";
      case Layer.CertificatesOnly c -> "certificates-only";
      case Layer.Unreadable u -> "unreadable(" + u.claimed() + ", " + u.problem().reason() + ")";
    };
  }

  private static String integrity(Layer.Signed signed) {
    return signed.signers().stream()
        .map(signer -> signer.integrity().code())
        .distinct()
        .collect(Collectors.joining(",", ":", ""));
  }

  /** The content with CRLF line ends. */
  static byte[] withCrLf(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + 64);
    for (int i = 0; i < content.length; i++) {
      if (content[i] == '\n' && (i == 0 || content[i - 1] != '\r')) {
        out.write('\r');
      }
      out.write(content[i]);
    }
    return out.toByteArray();
  }

  /** The content with LF line ends. */
  static byte[] withLf(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(content.length);
    for (int i = 0; i < content.length; i++) {
      if (content[i] != '\r' || i + 1 == content.length || content[i + 1] != '\n') {
        out.write(content[i]);
      }
    }
    return out.toByteArray();
  }

  /** A digest in lower-case hexadecimal. */
  static String digest(String algorithm, byte[] octets) {
    try {
      return HexFormat.of().formatHex(Crypto.preferred().digest(algorithm).digest(octets));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The content as text of one octet a character. */
  String text() {
    return new String(content, StandardCharsets.ISO_8859_1);
  }
}
