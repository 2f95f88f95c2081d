package ringfence.trace.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The older form, draft-ietf-opsawg-pcap: a file header, then a header and the octets of each
/// frame.
final class PcapForm implements CaptureFile.Form {
  private static final int MICROSECONDS = 0xA1B2C3D4;
  private static final int NANOSECONDS = 0xA1B23C4D;

  /// More than any link carries: what is longer is a length that lies.
  static final int LONGEST_FRAME = 1 << 20;

  private final OctetStream in;
  private final ByteOrder order;
  private final int nanosPerTick;
  private final CaptureInterface from;
  private final byte[] header = new byte[16];
  private long number;
  private boolean ended;

  private PcapForm(OctetStream in, ByteOrder order, int nanosPerTick, CaptureInterface from) {
    this.in = in;
    this.order = order;
    this.nanosPerTick = nanosPerTick;
    this.from = from;
  }

  /// Reads the file header behind its magic number; empty when that is not one of pcap.
  static Optional<PcapForm> begin(int magic, OctetStream in) throws IOException {
    boolean swapped =
        magic == Integer.reverseBytes(MICROSECONDS) || magic == Integer.reverseBytes(NANOSECONDS);
    int straight = swapped ? Integer.reverseBytes(magic) : magic;
    if (straight != MICROSECONDS && straight != NANOSECONDS) return Optional.empty();
    byte[] rest = new byte[20];
    if (in.read(rest) < rest.length) throw new IOException("ends within its file header");
    var order = swapped ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    // draft-ietf-opsawg-pcap 4: the upper bits of the link type's word tell of a checksum
    int linkType = ByteBuffer.wrap(rest).order(order).getInt(16) & 0x0FFF_FFFF;
    int nanosPerTick = straight == NANOSECONDS ? 1 : 1000;
    var from = CaptureInterface.of(linkType, 1_000_000_000 / nanosPerTick);
    return Optional.of(new PcapForm(in, order, nanosPerTick, from));
  }

  @Override
  public Optional<CaptureItem> next() throws IOException {
    if (ended) return Optional.empty();
    int read = in.read(header);
    if (read == 0) return Optional.empty();
    if (read < header.length) return end("the file ends within a frame's header");
    var fields = ByteBuffer.wrap(header).order(order);
    long seconds = Integer.toUnsignedLong(fields.getInt());
    long nanos = Integer.toUnsignedLong(fields.getInt()) * nanosPerTick;
    long length = Integer.toUnsignedLong(fields.getInt());
    int original = fields.getInt();
    if (length > LONGEST_FRAME) return leaveOut(length);
    byte[] octets = new byte[(int) length];
    if (in.read(octets) < octets.length) return end("the file ends within a frame");
    number++;
    var time = Instant.ofEpochSecond(seconds, nanos);
    return Optional.of(
        new CaptureItem.Frame(number, time, from, ByteBuffer.wrap(octets), original, List.of()));
  }

  private Optional<CaptureItem> leaveOut(long length) throws IOException {
    String frame = "a frame that says to have " + length + " octets";
    if (!in.skip(length)) return end("the file ends within " + frame);
    return Optional.of(new CaptureItem.Unreadable(number, frame));
  }

  /// There is no way to find the next frame behind such a fault.
  private Optional<CaptureItem> end(String reason) {
    ended = true;
    return Optional.of(new CaptureItem.Unreadable(number, reason));
  }
}
