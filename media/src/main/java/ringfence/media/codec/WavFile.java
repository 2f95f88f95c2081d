package ringfence.media.codec;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// The bytes of a WAV file (RIFF, Microsoft and IBM 1991) of one channel at 8 kHz: 16-bit linear,
/// A-law or mu-law samples are read, 16-bit linear ones are written.
public final class WavFile {
  private static final int LINEAR = 1;
  private static final int A_LAW = 6;
  private static final int MU_LAW = 7;
  private static final int HEADER = 44;

  private WavFile() {}

  /// What came of reading a file.
  public sealed interface Reading {}

  /// The samples, 16-bit linear.
  public static final class Samples implements Reading {
    private final short[] samples;

    private Samples(short[] samples) {
      this.samples = samples;
    }

    public short[] samples() {
      return samples.clone();
    }
  }

  /// Why it cannot be played, a sentence without a full stop.
  public record Unusable(String reason) implements Reading {}

  private record Format(int tag, int channels, int rate, int bits) {
    String fault() {
      if (rate != Frame.CLOCK_RATE) return rate + " samples a second; 8000 are needed";
      if (channels != 1) return channels + " channels; one is needed";
      boolean linear = tag == LINEAR && bits == 16;
      boolean companded = (tag == A_LAW || tag == MU_LAW) && bits == 8;
      return linear || companded ? "" : "samples that are neither 16-bit linear nor G.711";
    }
  }

  /// Reads a whole file; a last chunk that says more than there is, as a recorder leaves it that
  /// was ended early, is read as far as it goes.
  public static Reading read(byte[] file) {
    var in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    try {
      if (!name(in).equals("RIFF")) return new Unusable("not a WAV file");
      in.getInt();
      if (!name(in).equals("WAVE")) return new Unusable("not a WAV file");
      return chunks(in);
    } catch (BufferUnderflowException _) {
      return new Unusable("the file ends before its samples begin");
    }
  }

  private static Reading chunks(ByteBuffer in) {
    var format = new Format(0, 0, 0, 0);
    while (true) {
      String name = name(in);
      long length = in.getInt() & 0xFFFFFFFFL;
      int here = (int) Math.min(length, in.remaining());
      ByteBuffer chunk = in.slice(in.position(), here).order(ByteOrder.LITTLE_ENDIAN);
      if (name.equals("fmt ")) format = format(chunk);
      if (name.equals("data")) return samples(format, chunk);
      in.position(in.position() + (int) Math.min(here + (length & 1), in.remaining()));
    }
  }

  private static Format format(ByteBuffer chunk) {
    int tag = chunk.getShort() & 0xFFFF;
    int channels = chunk.getShort() & 0xFFFF;
    int rate = chunk.getInt();
    chunk.getInt();
    chunk.getShort();
    return new Format(tag, channels, rate, chunk.getShort() & 0xFFFF);
  }

  private static Reading samples(Format format, ByteBuffer data) {
    if (!format.fault().isEmpty()) return new Unusable(format.fault());
    if (format.tag() == LINEAR) {
      var samples = new short[data.remaining() / 2];
      data.asShortBuffer().get(samples);
      return new Samples(samples);
    }
    var samples = new short[data.remaining()];
    (format.tag() == A_LAW ? G711.PCMA : G711.PCMU).decode(data, samples, 0);
    return new Samples(samples);
  }

  private static String name(ByteBuffer in) {
    var four = new byte[4];
    in.get(four);
    return new String(four, StandardCharsets.ISO_8859_1);
  }

  /// A whole file of these samples.
  public static byte[] write(short[] samples) {
    var out = ByteBuffer.allocate(HEADER + 2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    out.put(ascii("RIFF")).putInt(HEADER - 8 + 2 * samples.length).put(ascii("WAVE"));
    out.put(ascii("fmt ")).putInt(16).putShort((short) LINEAR).putShort((short) 1);
    out.putInt(Frame.CLOCK_RATE).putInt(2 * Frame.CLOCK_RATE);
    out.putShort((short) 2).putShort((short) 16);
    out.put(ascii("data")).putInt(2 * samples.length);
    out.asShortBuffer().put(samples);
    return out.array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
