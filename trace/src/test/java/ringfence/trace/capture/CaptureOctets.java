package ringfence.trace.capture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// The octets of a capture file, made block by block and field by field.
final class CaptureOctets {
  private final ByteOrder order;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  CaptureOctets(ByteOrder order) {
    this.order = order;
  }

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  byte[] toBytes() {
    return out.toByteArray();
  }

  CaptureOctets words(int... words) {
    var buffer = buffer(4 * words.length);
    for (int word : words) buffer.putInt(word);
    out.writeBytes(buffer.array());
    return this;
  }

  CaptureOctets octets(byte[] octets) {
    out.writeBytes(octets);
    return this;
  }

  CaptureOctets pcapHeader(int magic, int linkType) {
    return words(
        magic, order == ByteOrder.BIG_ENDIAN ? 0x0002_0004 : 0x0004_0002, 0, 0, 65_535, linkType);
  }

  CaptureOctets block(int type, byte[] body) {
    int padded = body.length + 3 & ~3;
    words(type, padded + 12).octets(body).octets(new byte[padded - body.length]);
    return words(padded + 12);
  }

  CaptureOctets section() {
    return block(
        0x0A0D0D0A,
        buffer(16).putInt(0x1A2B3C4D).putShort((short) 1).putShort((short) 0).putLong(-1).array());
  }

  /// An interface with one option of time, its value in eight octets at most.
  CaptureOctets link(int linkType, int option, byte[] value) {
    var body = buffer(8 + 4 + 8 + 4);
    body.putShort((short) linkType).putShort((short) 0).putInt(0);
    body.putShort((short) option).putShort((short) value.length).put(value);
    return block(1, body.array());
  }

  CaptureOctets enhanced(int of, long ticks, byte[] octets, byte[] options) {
    int padded = octets.length + 3 & ~3;
    var body = buffer(20 + padded + options.length);
    body.putInt(of).putInt((int) (ticks >>> 32)).putInt((int) ticks);
    body.putInt(octets.length).putInt(octets.length).put(octets);
    body.position(20 + padded);
    return block(6, body.put(options).array());
  }

  byte[] comment(String text) {
    byte[] octets = text(text);
    var option = buffer(4 + (octets.length + 3 & ~3) + 4);
    return option.putShort((short) 1).putShort((short) octets.length).put(octets).array();
  }

  ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(order);
  }
}
