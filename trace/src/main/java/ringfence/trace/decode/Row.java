package ringfence.trace.decode;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/// One line of the list: what a frame said, or one of the things that it said.
///
/// @param number of the frame, or of the last frame of a message that came in several
/// @param needed the numbers of the frames before it that it takes to read it so: those with
///   fragments of its IP datagram, and those whose packets it follows where nothing else tells that
///   it is RTP
/// @param tcpStream which TCP connection of the capture it came by, counted from 0; empty where it
///   came by none
public record Row(
    long number,
    List<Long> needed,
    Instant time,
    InetSocketAddress source,
    InetSocketAddress destination,
    OptionalInt tcpStream,
    Content content) {
  private static final int USUAL = 256;

  /// About how many octets of memory it takes: what those count who keep rows.
  public int held() {
    return USUAL + content.held();
  }

  /// The same row of something else.
  public Row with(Content other) {
    return new Row(number, needed, time, source, destination, tcpStream, other);
  }

  public boolean isTcp() {
    return tcpStream.isPresent();
  }

  public boolean isUdp() {
    return !isTcp() && source.getPort() > 0;
  }
}
