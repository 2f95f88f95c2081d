package ringfence.trace.capture;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;

/// A capture of what passed at sockets, with the IP packets and TCP segments made up around it. Not
/// for several threads: see [Recorder].
public final class TrafficFile implements Traffic {
  private final PcapngFile file;
  private final TcpStreams streams;

  public TrafficFile(PcapngFile file) {
    this(file, new TcpStreams());
  }

  /// One that goes on with the connections of another.
  TrafficFile(PcapngFile file, TcpStreams streams) {
    this.file = file;
    this.streams = streams;
  }

  /// How many octets the file has.
  long written() {
    return file.written();
  }

  @Override
  public void write(Passed passed) throws IOException {
    write(passed, "");
  }

  /// The same with a comment for the person who reads the capture.
  void write(Passed passed, String comment) throws IOException {
    switch (passed) {
      case Passed.Datagram(var time, var source, var destination, var bytes) ->
          file.write(time, IpPacket.udp(source, destination, bytes), comment);
      case Passed.Opened(var time, var source, var destination, _) ->
          write(time, streams.open(source, destination, time), comment);
      case Passed.Octets(var time, var source, var destination, var bytes) ->
          write(time, streams.carry(source, destination, bytes), comment);
      case Passed.Closed(var time, var source, var destination, boolean reset) ->
          write(
              time,
              reset ? streams.reset(source, destination) : streams.end(source, destination),
              comment);
      case Passed.Registers _ -> {}
      case Passed.Secrets(String lines) -> file.tlsSecrets(lines);
    }
  }

  /// Writes a SIP message or datagram in clear, whatever it came in; who speaks first on a stream
  /// has opened it.
  public void write(Observed seen) throws IOException {
    switch (seen.carrier()) {
      case UDP ->
          file.write(seen.time(), IpPacket.udp(seen.source(), seen.destination(), seen.bytes()));
      case TCP -> carry(seen, "");
      case TLS -> carry(seen, "sent over TLS, written in clear");
    }
  }

  private void carry(Observed seen, String comment) throws IOException {
    InetSocketAddress source = seen.source();
    InetSocketAddress destination = seen.destination();
    if (!streams.knows(source, destination)) {
      write(seen.time(), streams.open(source, destination, seen.time()));
    }
    for (byte[] packet : streams.carry(source, destination, seen.bytes())) {
      file.write(seen.time(), packet, comment);
    }
  }

  /// `source` opened a TCP connection; without this its first octets open it.
  public void opened(Instant time, InetSocketAddress source, InetSocketAddress destination)
      throws IOException {
    write(time, streams.open(source, destination, time));
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
    write(time, packets, "");
  }

  private void write(Instant time, List<byte[]> packets, String comment) throws IOException {
    for (byte[] packet : packets) file.write(time, packet, comment);
  }

  @Override
  public void flush() throws IOException {
    file.flush();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
