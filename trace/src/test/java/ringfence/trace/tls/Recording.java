package ringfence.trace.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The TLS octets of a capture beside this class, which `record.sh` made: whole segments in their
/// order, over IPv4 and Ethernet on loopback.
final class Recording {
  static final int SERVER_PORT = 15061;

  /// What one segment carried, and of which connection: the client's port tells.
  record Chunk(int clientPort, boolean fromClient, Octets octets) {
    Direction direction() {
      return fromClient ? Direction.FORWARD : Direction.BACKWARD;
    }
  }

  private Recording() {}

  static List<Chunk> chunks(String name) {
    var in = ByteBuffer.wrap(bytes(name + ".pcap")).order(ByteOrder.LITTLE_ENDIAN);
    in.position(24);
    List<Chunk> chunks = new ArrayList<>();
    while (in.hasRemaining()) {
      int length = in.getInt(in.position() + 8);
      ByteBuffer packet = in.slice(in.position() + 16, length).order(ByteOrder.BIG_ENDIAN);
      in.position(in.position() + 16 + length);
      Chunk chunk = chunk(packet);
      if (!chunk.octets().isEmpty()) chunks.add(chunk);
    }
    return chunks;
  }

  private static Chunk chunk(ByteBuffer packet) {
    int ip = 14;
    int tcp = ip + 4 * (packet.get(ip) & 0xF);
    int source = packet.getShort(tcp) & 0xFFFF;
    int destination = packet.getShort(tcp + 2) & 0xFFFF;
    int from = tcp + 4 * (packet.get(tcp + 12) >> 4 & 0xF);
    byte[] octets = new byte[ip + (packet.getShort(ip + 2) & 0xFFFF) - from];
    packet.get(from, octets);
    boolean fromClient = destination == SERVER_PORT;
    return new Chunk(fromClient ? source : destination, fromClient, Octets.of(octets));
  }

  /// What its conversations say, all in one list.
  static List<TlsEvent> read(String name, TlsSecrets secrets) {
    Map<Integer, TlsConversation> conversations = new LinkedHashMap<>();
    List<TlsEvent> events = new ArrayList<>();
    for (Chunk chunk : chunks(name)) {
      var conversation =
          conversations.computeIfAbsent(chunk.clientPort(), port -> conversation(port, secrets));
      events.addAll(conversation.feed(chunk.direction(), chunk.octets().toArray()));
    }
    return events;
  }

  static TlsConversation conversation(int clientPort, TlsSecrets secrets) {
    return new TlsConversation(
        new InetSocketAddress("127.0.0.1", clientPort),
        new InetSocketAddress("127.0.0.1", SERVER_PORT),
        secrets);
  }

  /// The key log of a capture.
  static String keys(String name) {
    return new String(bytes(name + ".keys"), StandardCharsets.US_ASCII);
  }

  /// Where a file beside this class is.
  static Path path(String name) {
    try {
      return Path.of(java.util.Objects.requireNonNull(Recording.class.getResource(name)).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(String name) {
    try (InputStream in = Recording.class.getResourceAsStream(name)) {
      return java.util.Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What a direction carried in clear, as text.
  static String text(List<TlsEvent> events, Direction direction) {
    var text = new StringBuilder();
    for (TlsEvent event : events) {
      if (event instanceof TlsEvent.ApplicationData(var from, var octets) && from == direction) {
        text.append(octets.utf8());
      }
    }
    return text.toString();
  }
}
