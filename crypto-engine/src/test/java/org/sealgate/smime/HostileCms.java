package org.sealgate.smime;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.util.Encodable;

/** CMS structures that go up to a limit. */
final class HostileCms {
  private HostileCms() {}

  /** Something that makes a structure. */
  @FunctionalInterface
  interface Making {
    Encodable make() throws CMSException;
  }

  static byte[] encoded(Making making) {
    try {
      return making.make().getEncoded();
    } catch (CMSException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many attributes the signer of an opaque mail signs. */
  static int attributes(byte[] mail) {
    try {
      SignerInformation signer =
          new CMSSignedData(Cms.structure(mail)).getSignerInfos().iterator().next();
      return signer.getSignedAttributes().size();
    } catch (CMSException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Data whose octet string is made of octet strings within each other (X.690, 8.7.3). */
  static byte[] nested(byte[] content, int depth) {
    return Written.by(out -> {
      out.write(new byte[] {0x30, (byte) 0x80});
      out.write(new byte[] {6, 9, 42, (byte) 134, 72, (byte) 134, (byte) 247, 13, 1, 7, 1});
      out.write(new byte[] {(byte) 0xA0, (byte) 0x80});
      for (int i = 0; i < depth; i++) {
        out.write(new byte[] {0x24, (byte) 0x80});
      }
      out.write(new byte[] {4, (byte) 0x82, (byte) (content.length >> 8), (byte) content.length});
      out.write(content);
      out.write(new byte[2 * (depth + 2)]);
    });
  }
}
