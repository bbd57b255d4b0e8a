package org.sealgate.cms;

import java.util.HexFormat;

/** The coded effective sizes of RC2 keys (RFC 2268, 6). */
final class Rc2 {
  /** At each number of bits below 256 the version that stands for it. */
  private static final byte[] VERSIONS =
      HexFormat.of()
          .parseHex(
              "bd56eaf2a2f1ac2ab093d19c1b33fdd03004b6dc7ddf324bf7cb459b31bb215a"
                  + "419fe1d94a4d9edaa0682cc3275f80363eeefb951afecea834a913f0a63fd80c"
                  + "7824af2352c16717f56690e7e807b86048e61e53f392a4728c08156e860084fa"
                  + "f47f8a4219f6dbcd148d5012ba3c064eecb33511a1888e2b9499b77174d3e4bf"
                  + "3ade960ebc0aed77fc376b03798962c6d7c0d27c6a8b22a35b055d0275d561e3"
                  + "188f5551ad1f0b5e85e5c25763ca3d6cb4c5cc70b291590d4720c84f58e001e2"
                  + "1638c46f3b0f6546be7e2d7b82f940b51d73f8eb26c787972554b128aa989da5"
                  + "646d7ad4108144ef49d6ae2edd765c2fa71cc909699a83cf2939b9e94cff43ab");

  private Rc2() {}

  /** The effective bits a version stands for; versions from 256 on are the number itself. */
  static int effectiveBits(int version) {
    if (version >= 256 && version <= 1024) {
      return version;
    }
    for (int bits = 1; bits < VERSIONS.length; bits++) {
      if ((VERSIONS[bits] & 0xFF) == version) {
        return bits;
      }
    }
    throw Element.broken(0, "an RC2 version that is none");
  }
}
