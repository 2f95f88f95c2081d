package ringfence.trace.capture;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The newer form, draft-ietf-opsawg-pcapng: sections, each with its byte order and interfaces, of
/// blocks that say their length before and behind. Blocks of other kinds are left out.
final class PcapngForm implements CaptureFile.Form {
  static final int SECTION_HEADER = 0x0A0D0D0A;
  private static final int BYTE_ORDER_MAGIC = 0x1A2B3C4D;
  private static final int INTERFACE_DESCRIPTION = 1;
  private static final int PACKET = 2;
  private static final int SIMPLE_PACKET = 3;
  private static final int ENHANCED_PACKET = 6;
  private static final int DECRYPTION_SECRETS = 10;
  private static final int LONGEST_BLOCK = 1 << 24;
  private static final int MOST_INTERFACES = 1 << 16;

  /// The fields and options of a usual block.
  private static final int SURROUNDINGS = 512;

  private final OctetStream in;
  private final byte[] word = new byte[4];
  private final List<CaptureInterface> interfaces = new ArrayList<>();
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
  private boolean begun;
  private boolean ended;
  private long number;

  /// The first four octets, which make this a section, have been read.
  PcapngForm(OctetStream in) {
    this.in = in;
  }

  @Override
  public Optional<CaptureItem> next() throws IOException {
    while (!ended) {
      int read = begun ? in.read(word) : word.length;
      if (read == 0) return Optional.empty();
      if (read < word.length) return end("the file ends within a block");
      boolean section = !begun || number(ByteOrder.BIG_ENDIAN) == SECTION_HEADER;
      begun = true;
      var item = section ? section() : block(number(order));
      if (item.isPresent()) return item;
    }
    return Optional.empty();
  }

  private Optional<CaptureItem> section() throws IOException {
    byte[] start = new byte[8];
    if (in.read(start) < start.length) return end("the file ends within a section header");
    int magic = ByteBuffer.wrap(start).getInt(4);
    if (magic == BYTE_ORDER_MAGIC) order = ByteOrder.BIG_ENDIAN;
    else if (magic == Integer.reverseBytes(BYTE_ORDER_MAGIC)) order = ByteOrder.LITTLE_ENDIAN;
    else return end("a section without its byte order");
    long length = Integer.toUnsignedLong(ByteBuffer.wrap(start).order(order).getInt());
    if (length < 28 || length % 4 != 0) return end("a section header of " + length + " octets");
    interfaces.clear();
    return in.skip(length - 12) ? Optional.empty() : end("the file ends within a section header");
  }

  private Optional<CaptureItem> block(int type) throws IOException {
    if (in.read(word) < word.length) return end("the file ends within a block");
    long length = Integer.toUnsignedLong(number(order));
    if (length < 12 || length % 4 != 0) return end("a block of " + length + " octets");
    if (length > LONGEST_BLOCK) {
      if (!in.skip(length - 8)) return end("the file ends within a block of " + length + " octets");
      return unreadable("a block of " + length + " octets");
    }
    byte[] body = new byte[(int) length - 12];
    if (in.read(body) < body.length || in.read(word) < word.length) {
      return end("the file ends within a block");
    }
    if (number(order) != length) {
      return end("a block whose two lengths differ");
    }
    try {
      return item(type, ByteBuffer.wrap(body).order(order));
    } catch (BufferUnderflowException _) {
      return unreadable("a block shorter than its fields");
    }
  }

  /// The number in the word that was read last.
  private int number(ByteOrder its) {
    int little = word[3] << 24 | (word[2] & 0xFF) << 16 | (word[1] & 0xFF) << 8 | (word[0] & 0xFF);
    return its == ByteOrder.LITTLE_ENDIAN ? little : Integer.reverseBytes(little);
  }

  private Optional<CaptureItem> item(int type, ByteBuffer body) {
    return switch (type) {
      case INTERFACE_DESCRIPTION -> {
        if (interfaces.size() == MOST_INTERFACES) yield unreadable("too many interfaces");
        interfaces.add(CaptureInterface.read(body));
        yield Optional.empty();
      }
      case ENHANCED_PACKET -> packet(body, Integer.toUnsignedLong(body.getInt()));
      case PACKET -> {
        int index = body.getShort() & 0xFFFF;
        body.getShort(); // how many were dropped
        yield packet(body, index);
      }
      case SIMPLE_PACKET -> simplePacket(body);
      case DECRYPTION_SECRETS -> secrets(body);
      default -> Optional.empty();
    };
  }

  private Optional<CaptureItem> packet(ByteBuffer body, long of) {
    long ticks = (long) body.getInt() << 32 | Integer.toUnsignedLong(body.getInt());
    if (of >= interfaces.size()) return unreadable("a frame of the unknown interface " + of);
    CaptureInterface its = interfaces.get((int) of);
    int captured = body.getInt();
    int original = body.getInt();
    Optional<ByteBuffer> octets = cut(body, captured);
    if (octets.isEmpty()) return unreadable("a frame longer than its block");
    body.position(Math.min(body.limit(), body.position() + (captured + 3 & ~3)));
    number++;
    return Optional.of(
        new CaptureItem.Frame(
            number, its.time(ticks), its, octets.get(), original, PcapngOption.all(body)));
  }

  private Optional<CaptureItem> simplePacket(ByteBuffer body) {
    if (interfaces.isEmpty()) return unreadable("a frame without an interface");
    int original = body.getInt();
    CaptureInterface its = interfaces.getFirst();
    // draft-ietf-opsawg-pcapng 4.4: the captured length is "the minimum value among
    // the Original Packet Length field and the SnapLen value"
    long length = Math.min(Integer.toUnsignedLong(original), its.snapLength());
    Optional<ByteBuffer> octets = cut(body, (int) Math.min(length, LONGEST_BLOCK));
    if (octets.isEmpty()) return unreadable("a frame longer than its block");
    number++;
    return Optional.of(
        new CaptureItem.Frame(number, Instant.EPOCH, its, octets.get(), original, List.of()));
  }

  private Optional<CaptureItem> secrets(ByteBuffer body) {
    int type = body.getInt();
    Optional<ByteBuffer> octets = cut(body, body.getInt());
    if (octets.isEmpty()) return unreadable("secrets longer than their block");
    return Optional.of(new CaptureItem.DecryptionSecrets(type, octets.get()));
  }

  /// What is kept of a frame does not hold the block around it, which may be much longer.
  private static Optional<ByteBuffer> cut(ByteBuffer body, int length) {
    if (length < 0 || length > body.remaining()) return Optional.empty();
    var octets = body.slice(body.position(), length);
    if (body.capacity() <= 2 * length + SURROUNDINGS) return Optional.of(octets);
    return Optional.of(ByteBuffer.allocate(length).put(octets).flip());
  }

  private Optional<CaptureItem> unreadable(String reason) {
    return Optional.of(new CaptureItem.Unreadable(number, reason));
  }

  /// There is no way to find the next block behind such a fault.
  private Optional<CaptureItem> end(String reason) {
    ended = true;
    return unreadable(reason);
  }
}
