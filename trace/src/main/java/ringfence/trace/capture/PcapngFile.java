package ringfence.trace.capture;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A pcapng file being written (IETF draft-ietf-opsawg-pcapng): one section, of one interface with
/// times in nanoseconds, or of those of the frames that are copied into it. Not for several
/// threads.
public final class PcapngFile implements AutoCloseable {
  /// What a packet starts with, as registered at tcpdump.org.
  public enum LinkType {
    ETHERNET(1),
    /// An IPv4 or IPv6 header.
    RAW(101);

    private final int number;

    LinkType(int number) {
      this.number = number;
    }
  }

  private static final int SECTION_HEADER = 0x0A0D0D0A;
  private static final int BYTE_ORDER_MAGIC = 0x1A2B3C4D;
  private static final int INTERFACE_DESCRIPTION = 1;
  private static final int ENHANCED_PACKET = 6;
  private static final int DECRYPTION_SECRETS = 10;
  private static final int TLS_KEY_LOG = 0x544C534B;
  private static final int OPTION_COMMENT = 1;
  private static final int OPTION_APPLICATION = 4;
  private static final int OPTION_TIME_RESOLUTION = 9;
  private static final int NANOSECONDS = 9;

  /// draft-ietf-opsawg-pcapng 4.3: flags, drop count, packet id and queue.
  private static final Set<Integer> FRAME_NUMBERS = Set.of(2, 4, 5, 6);

  /// draft-ietf-opsawg-pcapng 4.2: speeds, time zone and time offset.
  private static final Set<Integer> INTERFACE_NUMBERS = Set.of(8, 10, 14, 16, 17);

  private static final int MOST_COMMENT_BYTES = 4096;

  private final OutputStream out;
  private final Map<CaptureInterface, Integer> copied = new HashMap<>();
  private long written;

  private PcapngFile(OutputStream out) {
    this.out = out;
  }

  /// A new file, over an old one, that only its owner may read: captures hold keys.
  public static PcapngFile create(Path file, LinkType link) throws IOException {
    return to(new BufferedOutputStream(ownersOnly(file), 1 << 16), link);
  }

  /// The stream of a new file, over an old one, that only its owner may read.
  public static OutputStream ownersOnly(Path file) throws IOException {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var how =
        Set.of(
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING);
    var none = new FileAttribute<?>[0];
    return Channels.newOutputStream(
        FileChannel.open(file, how, posix ? new FileAttribute<?>[] {mode} : none));
  }

  /// Writes to any stream, which [#close] closes.
  public static PcapngFile to(OutputStream out, LinkType link) throws IOException {
    var file = new PcapngFile(out);
    file.block(SECTION_HEADER, sectionHeader());
    file.block(INTERFACE_DESCRIPTION, interfaceDescription(link));
    return file;
  }

  /// A new file, over an old one, for frames of other captures; only its owner may read it.
  public static PcapngFile ofCopies(Path file) throws IOException {
    var made = new PcapngFile(new BufferedOutputStream(ownersOnly(file), 1 << 16));
    made.block(SECTION_HEADER, sectionHeader());
    return made;
  }

  /// A frame of another capture as it was, with its interface.
  public void copy(CaptureItem.Frame frame) throws IOException {
    CaptureInterface from = frame.from();
    if (!copied.containsKey(from)) {
      block(INTERFACE_DESCRIPTION, interfaceDescription(from));
      copied.put(from, copied.size());
    }
    byte[] packet = new byte[frame.octets().remaining()];
    frame.octets().get(frame.octets().position(), packet);
    long ticks = from.copiedTicks(frame.time());
    var body = buffer(20 + padded(packet.length) + optionsLength(frame.options()));
    body.putInt(copied.get(from)).putInt((int) (ticks >>> 32)).putInt((int) ticks);
    body.putInt(packet.length).putInt(frame.originalLength());
    put(body, packet);
    options(body, frame.options(), FRAME_NUMBERS);
    block(ENHANCED_PACKET, body);
  }

  /// One packet, whole.
  public void write(Instant time, byte[] packet) throws IOException {
    write(time, packet, "");
  }

  /// One packet with a comment for the person who reads the capture.
  public void write(Instant time, byte[] packet, String comment) throws IOException {
    byte[] text = comment.getBytes(StandardCharsets.UTF_8);
    byte[] shown = text.length > MOST_COMMENT_BYTES ? new byte[0] : text;
    long nanos =
        Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
    int options = shown.length == 0 ? 0 : 4 + padded(shown.length) + 4;
    var body = buffer(20 + padded(packet.length) + options);
    body.putInt(0).putInt((int) (nanos >>> 32)).putInt((int) nanos);
    body.putInt(packet.length).putInt(packet.length);
    put(body, packet);
    if (shown.length > 0) {
      option(body, OPTION_COMMENT, shown);
      body.putInt(0);
    }
    block(ENHANCED_PACKET, body);
  }

  /// Secrets of TLS sessions, lines of a key log, for the packets that come after (section 4.7).
  public void tlsSecrets(String lines) throws IOException {
    byte[] text = (lines.strip() + "\n").getBytes(StandardCharsets.US_ASCII);
    var body = buffer(8 + padded(text.length));
    body.putInt(TLS_KEY_LOG).putInt(text.length);
    put(body, text);
    block(DECRYPTION_SECRETS, body);
  }

  /// How many octets it has.
  long written() {
    return written;
  }

  /// Hands what was written to the system.
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private static ByteBuffer sectionHeader() {
    byte[] application = "Ringfence".getBytes(StandardCharsets.US_ASCII);
    var body = buffer(16 + 4 + padded(application.length) + 4);
    body.putInt(BYTE_ORDER_MAGIC).putShort((short) 1).putShort((short) 0).putLong(-1);
    option(body, OPTION_APPLICATION, application);
    return body.putInt(0);
  }

  private static ByteBuffer interfaceDescription(LinkType link) {
    var body = buffer(8 + 8 + 4);
    body.putShort((short) link.number).putShort((short) 0).putInt(0);
    option(body, OPTION_TIME_RESOLUTION, new byte[] {NANOSECONDS});
    return body.putInt(0);
  }

  private static ByteBuffer interfaceDescription(CaptureInterface from) {
    List<PcapngOption> said =
        from.options().stream()
            .filter(it -> it.code() != CaptureInterface.OPTION_TIME_RESOLUTION)
            .toList();
    var body = buffer(8 + 8 + Math.max(4, optionsLength(said)));
    boolean cut = from.snapLength() <= Integer.MAX_VALUE;
    body.putShort((short) from.linkType()).putShort((short) 0);
    body.putInt(cut ? (int) from.snapLength() : 0);
    option(body, CaptureInterface.OPTION_TIME_RESOLUTION, new byte[] {(byte) from.digits()});
    options(body, said, INTERFACE_NUMBERS);
    return body;
  }

  private static int optionsLength(List<PcapngOption> options) {
    if (options.isEmpty()) return 0;
    return 4 + options.stream().mapToInt(it -> 4 + padded(it.value().remaining())).sum();
  }

  /// @param numbers the codes of those that are numbers, which have a byte order
  private static void options(ByteBuffer body, List<PcapngOption> options, Set<Integer> numbers) {
    for (PcapngOption it : options) {
      boolean number = numbers.contains(it.code());
      option(body, it.code(), number ? it.number(body.order()) : it.octets());
    }
  }

  private static void option(ByteBuffer body, int code, byte[] value) {
    body.putShort((short) code).putShort((short) value.length);
    put(body, value);
  }

  /// The bytes and zeros up to the next multiple of four.
  private static void put(ByteBuffer body, byte[] bytes) {
    body.put(bytes).put(new byte[padded(bytes.length) - bytes.length]);
  }

  private static int padded(int length) {
    return (length + 3) & ~3;
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// A block: type, total length, body, total length again.
  private void block(int type, ByteBuffer body) throws IOException {
    byte[] block = new byte[12 + body.capacity()];
    var whole = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
    whole.putInt(type).putInt(block.length).put(body.rewind()).putInt(block.length);
    out.write(block);
    written += block.length;
  }
}
