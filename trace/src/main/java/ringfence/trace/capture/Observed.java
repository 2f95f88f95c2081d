package ringfence.trace.capture;

import java.net.InetSocketAddress;
import java.time.Instant;

/// Something that went over the wire, as the tap saw it: a whole SIP message or keep-alive of a
/// stream in clear, or one datagram. Nobody may change the bytes afterwards.
@SuppressWarnings("ArrayRecordComponent") // bytes on their way to a file, not a value to compare
public record Observed(
    Instant time,
    Carrier carrier,
    InetSocketAddress source,
    InetSocketAddress destination,
    byte[] bytes) {
  private static final int MOST_DATAGRAM_BYTES = 65_507;

  public Observed {
    if (source.isUnresolved() || destination.isUnresolved()) {
      throw new IllegalArgumentException("an address that is only a name");
    }
    if (carrier == Carrier.UDP && bytes.length > MOST_DATAGRAM_BYTES) {
      throw new IllegalArgumentException("a datagram of " + bytes.length + " bytes");
    }
  }
}
