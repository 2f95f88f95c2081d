package ringfence.transport;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import ringfence.sip.message.Transport;
import ringfence.transport.WireTap.Direction;
import ringfence.transport.WireTap.Kind;
import ringfence.transport.WireTap.Observed;

/// Two UDP sockets with neighbouring ports: RTP on the even one, RTCP above it. Made by
/// `MediaSockets`; belongs to its loop.
public final class MediaPair implements AutoCloseable {
  private final Loop loop;
  private final Receiver receiver;
  private final List<WireTap> taps;
  private Optional<UdpPort> rtp = Optional.empty();
  private Optional<UdpPort> rtcp = Optional.empty();

  MediaPair(Loop loop, Receiver receiver, List<WireTap> taps) {
    this.loop = loop;
    this.receiver = receiver;
    this.taps = taps;
  }

  /// Gets what comes in, on the loop.
  @FunctionalInterface
  public interface Receiver {
    /// A datagram came.
    ///
    /// @param kind by the socket it came in on; it may still be the other (RFC 5761)
    /// @param datagram backed by an array of its own, which the receiver may keep or change
    void received(Kind kind, ByteBuffer datagram, InetSocketAddress from);
  }

  CompletableFuture<Void> bind(InetSocketAddress even, InetSocketAddress odd) {
    var media = new UdpPort(loop, even, (port, bytes, from) -> take(Kind.RTP, port, bytes, from));
    var control = new UdpPort(loop, odd, (port, bytes, from) -> take(Kind.RTCP, port, bytes, from));
    rtp = Optional.of(media);
    rtcp = Optional.of(control);
    return CompletableFuture.allOf(media.whenBound(), control.whenBound());
  }

  private void take(Kind kind, UdpPort port, byte[] bytes, InetSocketAddress from) {
    if (!taps.isEmpty()) show(seen(kind, Direction.IN, port, from), bytes);
    receiver.received(kind, ByteBuffer.wrap(bytes), from);
  }

  /// The address of the RTP socket, for the `m=` and `c=` lines.
  public InetSocketAddress local() {
    return rtp.orElseThrow().local();
  }

  /// Sends what remains of `packet` from the RTP socket.
  public void send(ByteBuffer packet, InetSocketAddress to) {
    rtp.ifPresent(port -> send(Kind.RTP, port, packet, to));
  }

  /// Sends what remains of `packet` from the RTCP socket.
  public void sendControl(ByteBuffer packet, InetSocketAddress to) {
    rtcp.ifPresent(port -> send(Kind.RTCP, port, packet, to));
  }

  private void send(Kind kind, UdpPort port, ByteBuffer packet, InetSocketAddress to) {
    var bytes = new byte[packet.remaining()];
    packet.get(bytes);
    if (!taps.isEmpty()) show(seen(kind, Direction.OUT, port, to), bytes);
    port.send(bytes, to, _ -> {}); // lost like any other datagram
  }

  private record Seen(
      Kind kind, Direction direction, InetSocketAddress local, InetSocketAddress remote) {}

  private static Seen seen(Kind kind, Direction direction, UdpPort port, InetSocketAddress remote) {
    return new Seen(kind, direction, port.local(), remote);
  }

  private void show(Seen seen, byte[] bytes) {
    var observed =
        new Observed(
            seen.kind(),
            seen.direction(),
            loop.now(),
            0,
            Transport.UDP,
            seen.local(),
            seen.remote(),
            bytes.clone());
    for (WireTap tap : taps) loop.guard(() -> tap.observed(observed));
  }

  @Override
  public void close() {
    rtp.ifPresent(UdpPort::close);
    rtcp.ifPresent(UdpPort::close);
  }
}
