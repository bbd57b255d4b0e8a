package org.sealgate.cms;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sealgate.SmimeException;

/**
 * The recipients of a message as they were encoded. Each is skipped by its length; its identifier
 * is read only when asked for, and the rest of it only for the recipient that matches: a message
 * for a thousand costs hardly more than one for a single person. Immutable and thread-safe.
 */
public final class RecipientInfos {
  private final byte[] source;
  private final int[] starts;
  private final int limit;

  private RecipientInfos(byte[] source, int[] starts, int limit) {
    this.source = source;
    this.starts = starts;
    this.limit = limit;
  }

  static RecipientInfos none() {
    return new RecipientInfos(new byte[0], new int[0], 0);
  }

  static RecipientInfos of(Element set, CmsLimits limits) {
    int[] starts = new int[16];
    int count = 0;
    Elements in = set.children();
    while (in.hasNext()) {
      if (count == limits.recipients()) {
        throw SmimeException.limit("cms.recipients", limits.recipients());
      }
      if (count == starts.length) {
        starts = Arrays.copyOf(starts, count * 2);
      }
      starts[count++] = in.next("RecipientInfo").start();
    }
    return new RecipientInfos(set.source(), Arrays.copyOf(starts, count), set.end());
  }

  /** The number of RecipientInfos; a key agreement may be for several recipients. */
  public int size() {
    return starts.length;
  }

  /** One RecipientInfo whole; {@link RecipientInfo.Unknown} where it cannot be read. */
  public RecipientInfo get(int index) {
    try {
      return RecipientParser.parse(element(index));
    } catch (SmimeException e) {
      return new RecipientInfo.Unknown("unreadable");
    }
  }

  /** The identifiers in one RecipientInfo; empty where it names no certificate. */
  public List<RecipientIdentifier> identifiers(int index) {
    try {
      return RecipientParser.identifiers(element(index));
    } catch (SmimeException e) {
      return List.of();
    }
  }

  /** True where one RecipientInfo names a certificate, a shared key or a password respectively. */
  public Kind kind(int index) {
    return switch (source[starts[index]] & 0xFF) {
      case Der.SEQUENCE, RecipientParser.KEY_AGREEMENT -> Kind.CERTIFICATE;
      case RecipientParser.SHARED_KEY -> Kind.SHARED_KEY;
      case RecipientParser.PASSWORD -> Kind.PASSWORD;
      default -> Kind.OTHER;
    };
  }

  /** By what a recipient is found. */
  public enum Kind {
    CERTIFICATE,
    SHARED_KEY,
    PASSWORD,
    OTHER
  }

  /** All identifiers of certificates, read when first looked at. */
  public List<RecipientIdentifier> identifiers() {
    return new Identified(this);
  }

  private Element element(int index) {
    return Element.at(source, starts[index], limit);
  }

  private static final class Identified extends AbstractList<RecipientIdentifier> {
    private final RecipientInfos infos;
    private volatile @Nullable List<RecipientIdentifier> read;

    Identified(RecipientInfos infos) {
      this.infos = infos;
    }

    private List<RecipientIdentifier> list() {
      List<RecipientIdentifier> known = read;
      if (known == null) {
        List<RecipientIdentifier> all = new ArrayList<>();
        for (int i = 0; i < infos.size(); i++) {
          all.addAll(infos.identifiers(i));
        }
        known = List.copyOf(all);
        read = known;
      }
      return known;
    }

    @Override
    public RecipientIdentifier get(int index) {
      return list().get(index);
    }

    @Override
    public int size() {
      return list().size();
    }
  }
}
