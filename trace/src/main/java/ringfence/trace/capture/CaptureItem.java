package ringfence.trace.capture;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/// What a capture file holds, in its order. The octets of a buffer are those between position and
/// limit; nobody changes either.
public sealed interface CaptureItem {
  /// One captured frame.
  ///
  /// @param number from 1, as readers of captures count
  /// @param from where it was captured
  /// @param originalLength how long it was on the wire; more than `octets` when it was cut short
  /// @param options what a person or program wrote beside it
  record Frame(
      long number,
      Instant time,
      CaptureInterface from,
      ByteBuffer octets,
      int originalLength,
      List<PcapngOption> options)
      implements CaptureItem {
    private static final int COMMENT = 1;

    /// A whole one with nothing beside it.
    public Frame(long number, Instant time, CaptureInterface from, ByteBuffer octets) {
      this(number, time, from, octets, octets.remaining(), List.of());
    }

    /// What the octets begin with, as registered at tcpdump.org.
    public int linkType() {
      return from.linkType();
    }

    /// The first comment beside it; empty where there is none.
    public String comment() {
      return options.stream()
          .filter(option -> option.code() == COMMENT)
          .findFirst()
          .map(option -> StandardCharsets.UTF_8.decode(option.value().duplicate()).toString())
          .orElse("");
    }

    /// The same frame under another number.
    public Frame numbered(long other) {
      return other == number ? this : new Frame(other, time, from, octets, originalLength, options);
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
