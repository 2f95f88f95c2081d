package ringfence.trace.capture;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/// A stream read in pieces of known length.
final class OctetStream {
  private final InputStream in;

  OctetStream(InputStream in) {
    this.in = in;
  }

  /// Fills `into` as far as the stream goes and gives how many octets there were.
  int read(byte[] into) throws IOException {
    return in.readNBytes(into, 0, into.length);
  }

  /// Leaves octets out; false when the stream ends before.
  boolean skip(long count) throws IOException {
    try {
      in.skipNBytes(count);
      return true;
    } catch (EOFException _) {
      return false;
    }
  }
}
