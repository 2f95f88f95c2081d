package ringfence.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// Mono 16-bit sound of a WAV file, and how much of a tone is in it.
final class Sound {
  private static final int FORMAT = chunk("fmt ");
  private static final int DATA = chunk("data");

  private final int rate;
  private final double[] samples;

  private Sound(int rate, double[] samples) {
    this.rate = rate;
    this.samples = samples;
  }

  static Sound tone(double hertz, double seconds) {
    int rate = 8000;
    double[] samples = new double[(int) (rate * seconds)];
    Arrays.setAll(samples, i -> 0.22 * Math.sin(2 * Math.PI * hertz * i / rate));
    return new Sound(rate, samples);
  }

  Path write(Path file) {
    ByteBuffer out = ByteBuffer.allocate(44 + 2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(chunk("RIFF")).putInt(36 + 2 * samples.length).putInt(chunk("WAVE"));
    out.putInt(FORMAT).putInt(16).putShort((short) 1).putShort((short) 1);
    out.putInt(rate).putInt(2 * rate).putShort((short) 2).putShort((short) 16);
    out.putInt(DATA).putInt(2 * samples.length);
    for (double sample : samples) out.putShort((short) Math.round(32767 * sample));
    try {
      return Files.write(file, out.array());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Reads a file whose recorder may not have come to finish the header.
  static Sound read(Path file) {
    ByteBuffer in = ByteBuffer.wrap(bytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    if (in.remaining() < 12) throw new AssertionError(file + " is no WAV file");
    in.position(12);
    int rate = 0;
    while (in.remaining() >= 8) {
      int kind = in.getInt();
      int length = in.getInt();
      if (kind == DATA) return new Sound(rate, samples(in, length));
      if (kind == FORMAT) rate = format(file, in);
      in.position(Math.min(in.limit(), in.position() + length + (length & 1)));
    }
    throw new AssertionError(file + " has no sound");
  }

  /// Seconds, in frames of 20 ms, in which a tone of `hertz` is present and at least as strong as
  /// twice everything else together.
  double secondsOf(double hertz) {
    int frame = rate / 50;
    int present = 0;
    for (int from = 0; from + frame <= samples.length; from += frame) {
      double all = power(from, frame);
      if (all > 1e-6 && goertzel(hertz, from, frame) > all * 2 / 3) present++;
    }
    return present / 50.0;
  }

  private double power(int from, int count) {
    double sum = 0;
    for (int i = from; i < from + count; i++) sum += samples[i] * samples[i];
    return sum / count;
  }

  /// The mean square of the sine at `hertz` in `count` samples, by Goertzel's recurrence.
  private double goertzel(double hertz, int from, int count) {
    double c = 2 * Math.cos(2 * Math.PI * hertz / rate);
    double last = 0;
    double before = 0;
    for (int i = from; i < from + count; i++) {
      double next = samples[i] + c * last - before;
      before = last;
      last = next;
    }
    return 2 * (last * last + before * before - c * last * before) / ((double) count * count);
  }

  private static double[] samples(ByteBuffer in, int length) {
    int bytes = length <= 0 || length > in.remaining() ? in.remaining() : length;
    double[] samples = new double[bytes / 2];
    for (int i = 0; i < samples.length; i++) samples[i] = in.getShort() / 32768.0;
    return samples;
  }

  private static int format(Path file, ByteBuffer in) {
    int channels = in.getShort(in.position() + 2);
    int bits = in.getShort(in.position() + 14);
    if (channels != 1 || bits != 16) throw new AssertionError(file + ": not mono, 16 bits");
    return in.getInt(in.position() + 4);
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new AssertionError("no recording " + file, e);
    }
  }

  private static int chunk(String name) {
    byte[] letters = name.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.wrap(letters).order(ByteOrder.LITTLE_ENDIAN).getInt();
  }
}
