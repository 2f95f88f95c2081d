package ringfence.trace.capture;

import java.nio.ByteBuffer;
import java.time.Instant;

/// What a capture file holds, in its order. The octets of a buffer are those between position and
/// limit; nobody changes either.
public sealed interface CaptureItem {
  /// One captured frame.
  ///
  /// @param number from 1, as readers of captures count
  /// @param linkType what the octets begin with, as registered at tcpdump.org
  /// @param originalLength how long it was on the wire; more than `octets` when it was cut short
  /// @param comment what a person or program wrote beside it
  record Frame(
      long number,
      Instant time,
      int linkType,
      ByteBuffer octets,
      int originalLength,
      String comment)
      implements CaptureItem {
    /// The same frame under another number.
    public Frame numbered(long other) {
      return other == number
          ? this
          : new Frame(other, time, linkType, octets, originalLength, comment);
    }
  }

  /// Secrets that decrypt what follows, draft-ietf-opsawg-pcapng section 4.7.
  ///
  /// @param type such as [#TLS_KEY_LOG]
  record DecryptionSecrets(int type, ByteBuffer octets) implements CaptureItem {
    /// The lines of an SSLKEYLOGFILE.
    public static final int TLS_KEY_LOG = 0x544C534B;

    @Override
    public String toString() {
      return "DecryptionSecrets(" + octets.remaining() + " octets)";
    }
  }

  /// A part of the file that cannot be read.
  ///
  /// @param after the number of the frame before it
  record Unreadable(long after, String reason) implements CaptureItem {}
}
