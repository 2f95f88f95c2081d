package ringfence.transport;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a client offers, RFC 5246 section 7.4.1.2, as a raw server reads it.
record ClientHello(
    int version,
    List<Integer> suites,
    List<Integer> compressions,
    Map<Integer, byte[]> extensions) {
  private static final int SUPPORTED_VERSIONS = 43; // RFC 8446 4.2.1

  /// The first record of a connection.
  static ClientHello from(Socket socket) throws IOException {
    var in = new DataInputStream(socket.getInputStream());
    in.skipNBytes(3); // type and version of the record
    byte[] record = new byte[in.readUnsignedShort()];
    in.readFully(record);
    return read(ByteBuffer.wrap(record));
  }

  private static ClientHello read(ByteBuffer in) {
    in.position(4); // type and length of the message
    int version = in.getShort() & 0xFFFF;
    in.position(in.position() + 32); // random
    take(in, in.get() & 0xFF); // session id
    var suites = numbers(take(in, in.getShort() & 0xFFFF));
    List<Integer> compressions = new ArrayList<>();
    for (byte method : take(in, in.get() & 0xFF).array()) compressions.add(method & 0xFF);
    Map<Integer, byte[]> extensions = new LinkedHashMap<>();
    if (in.hasRemaining()) in.getShort(); // length of all extensions
    while (in.hasRemaining()) {
      int type = in.getShort() & 0xFFFF;
      extensions.put(type, take(in, in.getShort() & 0xFFFF).array());
    }
    return new ClientHello(version, suites, compressions, extensions);
  }

  private static ByteBuffer take(ByteBuffer in, int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return ByteBuffer.wrap(bytes);
  }

  private static List<Integer> numbers(ByteBuffer in) {
    List<Integer> numbers = new ArrayList<>();
    while (in.remaining() > 1) numbers.add(in.getShort() & 0xFFFF);
    return numbers;
  }

  /// The versions offered: in the extension, or else all up to the one version named.
  List<Integer> versions() {
    byte[] listed = extensions.get(SUPPORTED_VERSIONS);
    if (listed == null) return List.of(version);
    return numbers(ByteBuffer.wrap(listed, 1, listed.length - 1));
  }
}
