package ringfence.rtcp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ringfence.rtp.Ssrc;

/// A goodbye (BYE), RFC 3550 section 6.6: these sources are no longer active.
///
/// The reason is at most 255 octets of UTF-8; empty text counts as none when it is written.
public record Goodbye(List<Ssrc> sources, String reason) implements RtcpPacket {
  static final int TYPE = 203;

  public Goodbye {
    if (sources.size() > 31) throw new IllegalArgumentException(sources.size() + " sources");
    if (octets(reason).length > 255) throw new IllegalArgumentException("a reason over 255 octets");
    sources = List.copyOf(sources);
  }

  /// One source leaves without a word.
  public Goodbye(Ssrc source) {
    this(List.of(source), "");
  }

  private static byte[] octets(String reason) {
    return reason.getBytes(StandardCharsets.UTF_8);
  }

  /// Reads the sources and the reason; empty when they do not fit what they are in.
  static Optional<Goodbye> read(ByteBuffer in, int count) {
    if (in.remaining() < 4 * count) return Optional.empty();
    List<Ssrc> sources = new ArrayList<>(count);
    for (int i = 0; i < count; i++) sources.add(new Ssrc(in.getInt()));
    if (!in.hasRemaining()) return Optional.of(new Goodbye(sources, ""));
    int length = in.get() & 0xFF;
    if (length > in.remaining()) return Optional.empty();
    ByteBuffer said = in.slice(in.position(), length);
    // Octets that are no UTF-8 are read as U+FFFD, which takes more room: what fits is kept.
    String reason = StandardCharsets.UTF_8.decode(said).toString();
    while (octets(reason).length > 255) reason = reason.substring(0, reason.length() - 1);
    return Optional.of(new Goodbye(sources, reason));
  }

  @Override
  public int length() {
    int said = octets(reason).length;
    return 4 + 4 * sources.size() + (said == 0 ? 0 : (said + 4) & ~3);
  }

  @Override
  public void write(ByteBuffer out) {
    int end = out.position() + length();
    RtcpPacket.writeHeader(out, sources.size(), TYPE, length());
    for (Ssrc source : sources) out.putInt(source.bits());
    byte[] said = octets(reason);
    if (said.length > 0) out.put((byte) said.length).put(said);
    while (out.position() < end) out.put((byte) 0);
  }
}
