package ringfence.trace.capture;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;

/// A capture of what was said, made up around it: SIP over TCP and TLS as TCP connections in clear,
/// datagrams as UDP. Not for several threads: see [Recorder].
public final class TrafficFile implements AutoCloseable {
  private final PcapngFile file;
  private final TcpStreams streams = new TcpStreams();

  public TrafficFile(PcapngFile file) {
    this.file = file;
  }

  public void write(Observed seen) throws IOException {
    switch (seen.carrier()) {
      case UDP ->
          file.write(seen.time(), IpPacket.udp(seen.source(), seen.destination(), seen.bytes()));
      case TCP -> carry(seen, "");
      case TLS -> carry(seen, "sent over TLS, recorded in clear");
    }
  }

  private void carry(Observed seen, String comment) throws IOException {
    for (byte[] packet : streams.carry(seen.source(), seen.destination(), seen.bytes())) {
      file.write(seen.time(), packet, comment);
    }
  }

  /// `source` opened a TCP connection; without this its first octets open it.
  public void opened(Instant time, InetSocketAddress source, InetSocketAddress destination)
      throws IOException {
    write(time, streams.open(source, destination));
  }

  /// `source` tried to open a TCP connection and was refused with a reset.
  public void refused(Instant time, InetSocketAddress source, InetSocketAddress destination)
      throws IOException {
    write(time, streams.inVain(source, destination, true));
  }

  /// `source` tried to open a TCP connection, and nothing came back; once for each time that TCP
  /// tried.
  public void unanswered(Instant time, InetSocketAddress source, InetSocketAddress destination)
      throws IOException {
    write(time, streams.inVain(source, destination, false));
  }

  /// `source` broke a TCP connection off.
  public void reset(Instant time, InetSocketAddress source, InetSocketAddress destination)
      throws IOException {
    write(time, streams.reset(source, destination));
  }

  /// A TCP or TLS connection ended, `source` first.
  public void ended(Instant time, InetSocketAddress source, InetSocketAddress destination)
      throws IOException {
    write(time, streams.end(source, destination));
  }

  private void write(Instant time, List<byte[]> packets) throws IOException {
    for (byte[] packet : packets) file.write(time, packet);
  }

  void flush() throws IOException {
    file.flush();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
