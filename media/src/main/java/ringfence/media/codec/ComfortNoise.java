package ringfence.media.codec;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// A comfort noise payload, RFC 3389 section 3: how loud the silence of the far end is. The
/// coefficients of its spectrum, if any, are not used: the noise is white.
///
/// @param level 0 to 127, in dB below the overload point (-dBov)
public record ComfortNoise(int level) {
  /// RFC 3551 table 4.
  public static final int PAYLOAD_TYPE = 13;

  public ComfortNoise {
    if (level < 0 || level > 127) throw new IllegalArgumentException("noise level " + level);
  }

  /// Reads a payload; empty when it has no octet.
  public static Optional<ComfortNoise> read(ByteBuffer payload) {
    if (!payload.hasRemaining()) return Optional.empty();
    // RFC 3389 3.1: "The most significant bit of the octet is always zero."
    var noise = new ComfortNoise(payload.get() & 0x7F);
    payload.position(payload.limit());
    return Optional.of(noise);
  }

  public void write(ByteBuffer out) {
    out.put((byte) level);
  }

  /// The noise of a frame of audio.
  public static ComfortNoise of(short[] samples) {
    double sum = 0;
    for (short sample : samples) sum += (double) sample * sample;
    double rms = Math.sqrt(sum / samples.length);
    long level = rms < 1 ? 90 : Math.round(-20 * Math.log10(rms / 32768));
    return new ComfortNoise(Math.clamp(level, 0, 127));
  }

  /// Fills a part of a frame with noise of this level.
  public void fill(short[] samples, int from, int to, RandomGenerator chance) {
    // An even spread between -a and a has a root mean square of a / sqrt(3).
    double spread = 32768 * Math.pow(10, -level / 20.0) * Math.sqrt(3);
    for (int i = from; i < to; i++) {
      samples[i] = Frame.clip((chance.nextDouble() * 2 - 1) * spread);
    }
  }
}
