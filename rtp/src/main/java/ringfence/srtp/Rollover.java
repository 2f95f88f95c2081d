package ringfence.srtp;

/// The index of an RTP packet, 48 bits of which the packet has 16, RFC 3711 section 3.3.1.
final class Rollover {
  private Rollover() {}

  /// The index that a packet of this sequence number most likely has after `highest`; negative when
  /// that is before the first.
  static long guess(long highest, int sequence) {
    int last = (int) (highest & 0xFFFF);
    long counter = highest >>> 16;
    // RFC 3711 appendix A: the 16 bits nearest to s_l, before or after it.
    if (last < 0x8000) {
      if (sequence - last > 0x8000) counter--;
    } else if (last - 0x8000 > sequence) {
      counter++;
    }
    return (counter << 16) + sequence;
  }
}
