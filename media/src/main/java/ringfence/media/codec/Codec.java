package ringfence.media.codec;

import java.nio.ByteBuffer;

/// A way to write audio into RTP payloads; RFC 3551 section 4.5. All here have a clock of 8 kHz,
/// one channel and no state from frame to frame.
public sealed interface Codec permits G711 {
  /// The name in `a=rtpmap`.
  String encodingName();

  /// The static payload type of RFC 3551 table 4.
  int payloadType();

  /// How many samples a payload of that many octets holds.
  int samples(int octets);

  /// Appends the payload of the samples to `out`.
  void encode(short[] samples, ByteBuffer out);

  /// Reads one sample after the other from the octets between position and limit into `samples`
  /// from `at` on; what has no room is left.
  ///
  /// @return how many samples were written
  int decode(ByteBuffer payload, short[] samples, int at);
}
