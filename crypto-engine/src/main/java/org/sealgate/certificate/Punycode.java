package org.sealgate.certificate;

/**
 * The encoding of labels beyond ASCII (RFC 3492), for those letters the JDK's IDN would replace.
 */
final class Punycode {
  private static final int BASE = 36;
  private static final int T_MIN = 1;
  private static final int T_MAX = 26;
  private static final int SKEW = 38;
  private static final int DAMP = 700;
  private static final int INITIAL_BIAS = 72;
  private static final int INITIAL_N = 0x80;

  private final int[] input;
  private final StringBuilder out = new StringBuilder();
  private int bias = INITIAL_BIAS;

  private Punycode(int[] input) {
    this.input = input;
  }

  /** The label without the prefix {@code xn--}. Quadratic: give it labels, not books. */
  static String encode(String label) {
    return new Punycode(label.codePoints().toArray()).encode();
  }

  private String encode() {
    for (int c : input) {
      if (c < INITIAL_N) {
        out.append((char) c);
      }
    }
    int basic = out.length();
    if (basic > 0) {
      out.append('-');
    }
    int n = INITIAL_N;
    int delta = 0;
    for (int handled = basic; handled < input.length; n++, delta++) {
      int next = smallestFrom(n);
      delta += (next - n) * (handled + 1);
      n = next;
      for (int c : input) {
        if (c < n) {
          delta++;
        } else if (c == n) {
          append(delta);
          bias = adapt(delta, handled + 1, handled == basic);
          delta = 0;
          handled++;
        }
      }
    }
    return out.toString();
  }

  private int smallestFrom(int n) {
    int smallest = Integer.MAX_VALUE;
    for (int c : input) {
      if (c >= n && c < smallest) {
        smallest = c;
      }
    }
    return smallest;
  }

  private void append(int delta) {
    int q = delta;
    for (int k = BASE; ; k += BASE) {
      int t = Math.clamp((long) k - bias, T_MIN, T_MAX);
      if (q < t) {
        break;
      }
      out.append(digit(t + (q - t) % (BASE - t)));
      q = (q - t) / (BASE - t);
    }
    out.append(digit(q));
  }

  private static char digit(int value) {
    return (char) (value < 26 ? 'a' + value : '0' + value - 26);
  }

  private static int adapt(int delta, int points, boolean first) {
    int d = first ? delta / DAMP : delta / 2;
    d += d / points;
    int k = 0;
    for (; d > (BASE - T_MIN) * T_MAX / 2; k += BASE) {
      d /= BASE - T_MIN;
    }
    return k + (BASE - T_MIN + 1) * d / (d + SKEW);
  }
}
