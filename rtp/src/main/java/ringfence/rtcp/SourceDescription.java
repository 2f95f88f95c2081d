package ringfence.rtcp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ringfence.rtp.Ssrc;

/// A source description (SDES), RFC 3550 section 6.5.
public record SourceDescription(List<Chunk> chunks) implements RtcpPacket {
  static final int TYPE = 202;

  public SourceDescription {
    if (chunks.size() > 31) throw new IllegalArgumentException(chunks.size() + " chunks");
    chunks = List.copyOf(chunks);
  }

  /// The description that every compound packet carries: a source's canonical name.
  public static SourceDescription cname(Ssrc ssrc, String cname) {
    return new SourceDescription(List.of(new Chunk(ssrc, List.of(new Item(Item.CNAME, cname)))));
  }

  /// What is said of one source.
  public record Chunk(Ssrc ssrc, List<Item> items) {
    public Chunk {
      items = List.copyOf(items);
    }

    /// The canonical end-point identifier, RFC 3550 section 6.5.1.
    public Optional<String> cname() {
      return items.stream().filter(it -> it.type == Item.CNAME).map(Item::text).findFirst();
    }

    private int length() {
      int content = 4;
      for (Item item : items) content += 2 + item.octets().remaining();
      // RFC 3550 6.5: the list "MUST be terminated by one or more null octets" up to a 32-bit
      // boundary.
      return (content + 4) & ~3;
    }

    private void write(ByteBuffer out) {
      int end = out.position() + length();
      out.putInt(ssrc.bits());
      for (Item item : items) {
        out.put((byte) item.type).put((byte) item.octets().remaining()).put(item.octets());
      }
      while (out.position() < end) out.put((byte) 0);
    }
  }

  /// One item: its type, 1 to 255, and at most 255 octets, in UTF-8 for all types of RFC 3550.
  public record Item(int type, ByteBuffer octets) {
    public static final int CNAME = 1;

    public Item {
      if (type < 1 || type > 255) throw new IllegalArgumentException("item type " + type);
      if (octets.remaining() > 255) throw new IllegalArgumentException("an item over 255 octets");
      octets = octets.slice().asReadOnlyBuffer();
    }

    public Item(int type, String text) {
      this(type, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public ByteBuffer octets() {
      return octets.duplicate();
    }

    public String text() {
      return StandardCharsets.UTF_8.decode(octets()).toString();
    }
  }

  /// Reads the chunks; empty when they do not fit what they are in.
  static Optional<SourceDescription> read(ByteBuffer in, int count) {
    List<Chunk> chunks = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Optional<Chunk> chunk = readChunk(in);
      if (chunk.isEmpty()) return Optional.empty();
      chunks.add(chunk.get());
    }
    return in.hasRemaining() ? Optional.empty() : Optional.of(new SourceDescription(chunks));
  }

  private static Optional<Chunk> readChunk(ByteBuffer in) {
    if (in.remaining() < 8) return Optional.empty();
    int start = in.position();
    Ssrc ssrc = new Ssrc(in.getInt());
    List<Item> items = new ArrayList<>();
    while (in.hasRemaining()) {
      int type = in.get() & 0xFF;
      if (type == 0) return end(in, start).map(_ -> new Chunk(ssrc, items));
      if (!in.hasRemaining()) return Optional.empty();
      int length = in.get() & 0xFF;
      if (length > in.remaining()) return Optional.empty();
      items.add(new Item(type, in.slice(in.position(), length)));
      in.position(in.position() + length);
    }
    return Optional.empty();
  }

  /// Passes the null octets to the next 32-bit boundary.
  private static Optional<ByteBuffer> end(ByteBuffer in, int start) {
    while ((in.position() - start) % 4 != 0) {
      if (!in.hasRemaining() || in.get() != 0) return Optional.empty();
    }
    return Optional.of(in);
  }

  @Override
  public int length() {
    int length = 4;
    for (Chunk chunk : chunks) length += chunk.length();
    return length;
  }

  @Override
  public void write(ByteBuffer out) {
    RtcpPacket.writeHeader(out, chunks.size(), TYPE, length());
    for (Chunk chunk : chunks) chunk.write(out);
  }
}
