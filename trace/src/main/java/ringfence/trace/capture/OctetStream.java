package ringfence.trace.capture;

import java.io.IOException;
import java.io.InputStream;

/// A stream read in pieces of known length, through a buffer without locks: a capture is read by
/// one thread.
final class OctetStream {
  private static final int BUFFER = 1 << 18;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private int at;
  private int end;

  OctetStream(InputStream in) {
    this.in = in;
  }

  /// Fills `into` as far as the stream goes and gives how many octets there were.
  int read(byte[] into) throws IOException {
    int read = 0;
    while (read < into.length && isFilled()) {
      int count = Math.min(into.length - read, end - at);
      System.arraycopy(buffer, at, into, read, count);
      at += count;
      read += count;
    }
    return read;
  }

  /// Leaves octets out; false when the stream ends before.
  boolean skip(long count) throws IOException {
    long left = count;
    while (left > 0 && isFilled()) {
      int step = (int) Math.min(left, end - at);
      at += step;
      left -= step;
    }
    return left == 0;
  }

  private boolean isFilled() throws IOException {
    if (at < end) return true;
    at = 0;
    end = Math.max(0, in.read(buffer));
    return end > 0;
  }
}
