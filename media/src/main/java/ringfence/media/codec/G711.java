package ringfence.media.codec;

import java.nio.ByteBuffer;
import java.util.function.IntUnaryOperator;

/// Pulse code modulation, ITU-T G.711 with both its laws; RFC 3551 section 4.5.14. An octet a
/// sample.
public final class G711 implements Codec {
  private static final int BIAS = 0x84;

  /// The mu-law of North America and Japan: 14 bits in 8.
  public static final G711 PCMU = new G711("PCMU", 0, G711::expandMu, G711::compressMu);

  /// The A-law of the rest of the world: 13 bits in 8.
  public static final G711 PCMA = new G711("PCMA", 8, G711::expandA, G711::compressA);

  private final String encodingName;
  private final int payloadType;
  private final short[] expanded = new short[256];
  private final byte[] compressed = new byte[1 << 16];

  private G711(String name, int payloadType, IntUnaryOperator expand, IntUnaryOperator compress) {
    this.encodingName = name;
    this.payloadType = payloadType;
    for (int octet = 0; octet < 256; octet++) expanded[octet] = (short) expand.applyAsInt(octet);
    for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
      compressed[sample & 0xFFFF] = (byte) compress.applyAsInt(sample);
    }
  }

  private static int expandMu(int octet) {
    // ITU-T G.711 table 2: all bits are inverted on the line.
    int code = ~octet & 0xFF;
    int magnitude = ((((code & 0x0F) << 3) + BIAS) << ((code >> 4) & 0x07)) - BIAS;
    return (code & 0x80) == 0 ? magnitude : -magnitude;
  }

  private static int compressMu(int sample) {
    int sign = sample < 0 ? 0x80 : 0;
    int magnitude = Math.min(Math.abs(sample), 32635) + BIAS;
    int segment = 24 - Integer.numberOfLeadingZeros(magnitude);
    int step = (magnitude >> (segment + 3)) & 0x0F;
    return ~(sign | segment << 4 | step) & 0xFF;
  }

  private static int expandA(int octet) {
    // ITU-T G.711 table 1: every second bit is inverted on the line.
    int code = octet ^ 0x55;
    int segment = (code >> 4) & 0x07;
    int step = (code & 0x0F) << 4 | 8;
    int magnitude = segment == 0 ? step : (step | 0x100) << (segment - 1);
    return (code & 0x80) == 0 ? -magnitude : magnitude;
  }

  private static int compressA(int sample) {
    int sign = sample < 0 ? 0 : 0x80;
    int magnitude = sample < 0 ? -sample - 1 : sample;
    int segment = Math.max(0, 24 - Integer.numberOfLeadingZeros(magnitude));
    int step = (magnitude >> (Math.max(segment, 1) + 3)) & 0x0F;
    return (sign | segment << 4 | step) ^ 0x55;
  }

  @Override
  public String encodingName() {
    return encodingName;
  }

  @Override
  public int payloadType() {
    return payloadType;
  }

  @Override
  public int samples(int octets) {
    return octets;
  }

  /// The linear value of one octet.
  public short decode(int octet) {
    return expanded[octet & 0xFF];
  }

  /// The octet of one linear value.
  public byte encode(short sample) {
    return compressed[sample & 0xFFFF];
  }

  @Override
  public void encode(short[] samples, ByteBuffer out) {
    for (short sample : samples) out.put(encode(sample));
  }

  @Override
  public int decode(ByteBuffer payload, short[] samples, int at) {
    int count = Math.min(payload.remaining(), samples.length - at);
    for (int i = 0; i < count; i++) samples[at + i] = decode(payload.get());
    return count;
  }

  @Override
  public String toString() {
    return encodingName;
  }
}
