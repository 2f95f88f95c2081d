package ringfence.rtp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An RTP packet, RFC 3550 section 5.1, with everything it carries, byte for byte.
///
/// The buffers of a packet that was parsed are windows on the datagram: keep a copy of what
/// outlives it. Where no object may be made per packet, `RtpView` reads and `RtpHeader.write`
/// writes the same.
///
/// `padding` is the padding with its count octet, empty for none.
public record RtpPacket(
    RtpHeader header,
    List<Ssrc> csrcs,
    Optional<HeaderExtension> extension,
    ByteBuffer payload,
    ByteBuffer padding) {
  private static final ByteBuffer NONE = ByteBuffer.allocate(0).asReadOnlyBuffer();

  public RtpPacket {
    if (csrcs.size() > 15) throw new IllegalArgumentException(csrcs.size() + " sources");
    if (padding.hasRemaining()
        && (padding.get(padding.limit() - 1) & 0xFF) != padding.remaining()) {
      throw new IllegalArgumentException("padding that does not end in its count");
    }
    csrcs = List.copyOf(csrcs);
    payload = payload.slice().asReadOnlyBuffer();
    padding = padding.slice().asReadOnlyBuffer();
  }

  /// A packet as a single source sends it: no contributing source, extension or padding.
  public RtpPacket(RtpHeader header, ByteBuffer payload) {
    this(header, List.of(), Optional.empty(), payload, NONE);
  }

  @Override
  public ByteBuffer payload() {
    return payload.duplicate();
  }

  @Override
  public ByteBuffer padding() {
    return padding.duplicate();
  }

  /// Reads the datagram between position and limit, which stay as they are.
  public static Parsed<RtpPacket> parse(ByteBuffer datagram) {
    RtpView view = new RtpView();
    if (!view.read(datagram)) return new Parsed.Malformed<>("RFC 3550 5.1", view.fault());
    int start = datagram.position();
    List<Ssrc> csrcs = new ArrayList<>(view.csrcCount());
    for (int i = 0; i < view.csrcCount(); i++) {
      csrcs.add(new Ssrc(datagram.getInt(start + RtpHeader.LENGTH + 4 * i)));
    }
    ByteBuffer payload = datagram.slice(view.payloadOffset(), view.payloadLength());
    int end = view.payloadOffset() + view.payloadLength();
    ByteBuffer padding = datagram.slice(end, view.paddingLength());
    return new Parsed.Good<>(
        new RtpPacket(view.header(), csrcs, extension(datagram, view), payload, padding));
  }

  private static Optional<HeaderExtension> extension(ByteBuffer datagram, RtpView view) {
    if (!view.hasExtension()) return Optional.empty();
    int at = datagram.position() + RtpHeader.LENGTH + 4 * view.csrcCount();
    ByteBuffer words = datagram.slice(at + 4, view.payloadOffset() - at - 4);
    return Optional.of(new HeaderExtension(datagram.getShort(at) & 0xFFFF, words));
  }

  /// How many octets `write` writes.
  public int length() {
    int extended = extension.map(it -> 4 + it.words().remaining()).orElse(0);
    int content = payload.remaining() + padding.remaining();
    return RtpHeader.LENGTH + 4 * csrcs.size() + extended + content;
  }

  /// Writes the packet at the buffer's position.
  public void write(ByteBuffer out) {
    int flags = (padding.hasRemaining() ? 0x20 : 0) | (extension.isPresent() ? 0x10 : 0);
    header.write(out, flags | csrcs.size());
    for (Ssrc csrc : csrcs) out.putInt(csrc.bits());
    if (extension.isPresent()) extension.get().write(out);
    out.put(payload()).put(padding());
  }
}
