package ringfence.trace.hep;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// Takes a HEP3 packet apart into its chunks by type; written from the specification, not from the
/// writer.
record HepReader(Map<Integer, byte[]> chunks) {
  static HepReader of(byte[] packet) throws Exception {
    var in = ByteBuffer.wrap(packet);
    var magic = new byte[4];
    in.get(magic);
    if (!new String(magic, StandardCharsets.US_ASCII).equals("HEP3")) {
      throw new AssertionError("no HEP3");
    }
    int length = in.getShort() & 0xFFFF;
    if (length != packet.length) throw new AssertionError(length + " of " + packet.length);
    Map<Integer, byte[]> chunks = new LinkedHashMap<>();
    while (in.hasRemaining()) {
      if (in.getShort() != 0) throw new AssertionError("a vendor's chunk");
      int type = in.getShort() & 0xFFFF;
      var value = new byte[(in.getShort() & 0xFFFF) - 6];
      in.get(value);
      if (chunks.put(type, value) != null) throw new AssertionError("chunk " + type + " twice");
    }
    return new HepReader(chunks);
  }

  long number(int type) {
    long number = 0;
    for (byte octet : chunks.get(type)) number = number << 8 | octet & 0xFF;
    return number;
  }

  String address(int type) throws Exception {
    return InetAddress.getByAddress(chunks.get(type)).getHostAddress();
  }

  String text(int type) {
    return new String(chunks.get(type), StandardCharsets.ISO_8859_1);
  }
}
