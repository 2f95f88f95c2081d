package ringfence.media.jitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import ringfence.media.codec.ComfortNoise;
import ringfence.media.codec.Frame;
import ringfence.media.codec.G711;
import ringfence.media.tone.Goertzel;
import ringfence.media.tone.Tone;
import ringfence.media.tone.ToneGenerator;
import ringfence.testkit.LossyWire;
import ringfence.testkit.VirtualTime;

class JitterBufferTest {
  private record Packet(byte[] payload, long timestamp, boolean marker) {}

  /// A talker of a tone, a network, a buffer and a listener, in virtual time.
  private static final class Line {
    final VirtualTime time = new VirtualTime();
    final JitterBuffer buffer;
    final LossyWire<Packet> wire;
    final List<Taken> taken = new ArrayList<>();
    final List<short[]> heard = new ArrayList<>();
    private final ToneGenerator tone = new ToneGenerator(Tone.sine(1000, -10));
    private long timestamp = 0xFFFF_F000L;
    private boolean marker = true;
    private boolean talking = true;

    Line(Delay delay, long seed) {
      buffer = new JitterBuffer(delay);
      wire = new LossyWire<>(time, new Random(seed), this::arrive);
    }

    private void arrive(Packet packet) {
      buffer.put(
          G711.PCMA,
          ByteBuffer.wrap(packet.payload),
          packet.timestamp & 0xFFFF_FFFFL,
          packet.marker);
    }

    /// Talks with packets of `samples`, sent each `interval`; listens each 20 ms.
    void run(int samples, Duration interval, Duration length) {
      for (Duration at = Duration.ZERO; at.compareTo(length) < 0; at = at.plus(interval)) {
        time.after(at.plusMillis(3), () -> send(samples));
      }
      for (long at = 0; at < length.toMillis(); at += 20)
        time.after(Duration.ofMillis(at), this::take);
      time.advance(length);
    }

    private void send(int samples) {
      short[] pcm = new short[samples];
      tone.next(pcm);
      var payload = ByteBuffer.allocate(samples);
      G711.PCMA.encode(pcm, payload);
      if (talking) wire.send(new Packet(payload.array(), timestamp, marker));
      marker = !talking;
      timestamp += samples;
    }

    private void take() {
      short[] frame = Frame.silence();
      taken.add(buffer.take(frame));
      heard.add(frame);
    }

    long count(Taken kind) {
      return taken.stream().filter(kind::equals).count();
    }

    short[] samples(int fromFrame, int frames) {
      short[] all = new short[frames * 160];
      for (int i = 0; i < frames; i++)
        System.arraycopy(heard.get(fromFrame + i), 0, all, i * 160, 160);
      return all;
    }
  }

  private static final Duration FRAME = Duration.ofMillis(20);

  @Test
  void a_smooth_stream_is_played_after_the_least_delay_without_a_gap() {
    var line = new Line(Delay.NORMAL, 1);
    line.run(160, FRAME, Duration.ofSeconds(10));
    assertThat(line.count(Taken.CONCEALED)).isZero();
    assertThat(line.count(Taken.SILENCE)).isLessThanOrEqualTo(3);
    assertThat(line.buffer.depth()).isLessThanOrEqualTo(400);
    var tone = Goertzel.measure(line.samples(10, 400), 1000);
    assertThat(tone.hertz()).isCloseTo(1000, within(0.01));
    assertThat(tone.dBm0()).isCloseTo(-10, within(0.05));
  }

  @Test
  void packets_of_10_20_30_and_60_ms_come_out_as_frames_of_20_ms() {
    for (int millis : new int[] {10, 20, 30, 60}) {
      var line = new Line(Delay.NORMAL, 2);
      line.run(millis * 8, Duration.ofMillis(millis), Duration.ofSeconds(6));
      var counts = line.buffer.counts();
      assertThat(counts.concealed()).as("%d ms", millis).isLessThanOrEqualTo(4);
      assertThat(counts.late()).as("%d ms", millis).isLessThanOrEqualTo(2);
      var tone = Goertzel.measure(line.samples(100, 190), 1000);
      assertThat(tone.hertz()).as("%d ms", millis).isCloseTo(1000, within(0.01));
      assertThat(tone.dBm0()).as("%d ms", millis).isCloseTo(-10, within(0.05));
    }
  }

  @Test
  void five_percent_loss_is_concealed_and_counted() {
    var line = new Line(Delay.NORMAL, 3);
    line.wire.loss(0.05);
    line.run(160, FRAME, Duration.ofSeconds(20));
    assertThat(line.buffer.counts().concealed()).isBetween(30L, 70L);
    assertThat(line.buffer.counts().late()).isZero();
    var tone = Goertzel.measure(line.samples(20, 900), 1000);
    assertThat(tone.hertz()).isCloseTo(1000, within(0.1));
    assertThat(tone.dBm0()).isCloseTo(-10, within(0.5));
  }

  @Test
  void doubles_and_disorder_are_not_heard() {
    var line = new Line(Delay.NORMAL, 4);
    line.wire.doubling(0.2).delay(Duration.ofMillis(10), Duration.ofMillis(35));
    line.run(160, FRAME, Duration.ofSeconds(20));
    var counts = line.buffer.counts();
    assertThat(counts.duplicates()).isBetween(100L, 300L);
    assertThat(counts.concealed()).isLessThan(10);
    assertThat(counts.late()).isLessThan(10);
    assertThat(Goertzel.measure(line.samples(200, 700), 1000).dBm0()).isCloseTo(-10, within(0.1));
  }

  @Test
  void the_delay_grows_with_jitter_and_shrinks_again_within_its_bounds() {
    var line = new Line(Delay.NORMAL, 5);
    line.run(160, FRAME, Duration.ofSeconds(4));
    int calm = line.buffer.depth();
    line.wire.delay(Duration.ZERO, Duration.ofMillis(70));
    line.run(160, FRAME, Duration.ofSeconds(20));
    var rough = line.buffer.counts();
    assertThat(rough.inserted()).isPositive();
    line.wire.delay(Duration.ZERO, Duration.ZERO);
    line.run(160, FRAME, Duration.ofSeconds(10));
    assertThat(line.buffer.counts().skipped()).isGreaterThan(rough.skipped());
    assertThat(line.buffer.depth()).isBetween(calm - 80, calm + 160);
    assertThat(line.buffer.counts().concealed()).isEqualTo(rough.concealed());
  }

  @Test
  void the_delay_never_exceeds_its_bound() {
    var line = new Line(Delay.NORMAL, 6);
    line.wire.delay(Duration.ZERO, Duration.ofMillis(250)).loss(0.05).doubling(0.05);
    for (int i = 0; i < 500; i++) {
      line.run(160, FRAME, FRAME);
      assertThat(line.buffer.depth()).isLessThanOrEqualTo(720 + 160);
    }
  }

  @Test
  void a_peer_whose_clock_is_off_by_200_ppm_or_one_percent_is_followed() {
    for (double drift : new double[] {-0.01, -0.0002, 0.0002, 0.01}) {
      var line = new Line(Delay.NORMAL, 7);
      line.run(160, Duration.ofNanos((long) (20_000_000 * (1 - drift))), Duration.ofSeconds(60));
      var counts = line.buffer.counts();
      double expected = Math.abs(drift) * 60 * 8000;
      long moved = drift > 0 ? counts.skipped() : counts.inserted();
      assertThat((double) moved).as("drift %f", drift).isBetween(expected - 400, expected + 400);
      assertThat(counts.late()).as("drift %f", drift).isLessThanOrEqualTo(2);
      assertThat(counts.concealed()).isLessThanOrEqualTo((long) (expected / 100) + 2);
      assertThat(line.buffer.depth()).isLessThan(800);
    }
  }

  @Test
  void after_a_pause_the_next_spurt_is_played_whole() {
    var line = new Line(Delay.NORMAL, 8);
    line.run(160, FRAME, Duration.ofSeconds(2));
    line.talking = false;
    line.run(160, FRAME, Duration.ofSeconds(3));
    long silent = line.count(Taken.SILENCE);
    assertThat(silent).isGreaterThan(130);
    line.talking = true;
    line.run(160, FRAME, Duration.ofSeconds(2));
    assertThat(line.count(Taken.SILENCE) - silent).isLessThanOrEqualTo(4);
    assertThat(line.count(Taken.CONCEALED)).isLessThanOrEqualTo(5);
    assertThat(Goertzel.measure(line.samples(260, 80), 1000).dBm0()).isCloseTo(-10, within(0.05));
  }

  @Test
  void after_a_comfort_noise_packet_there_is_noise_until_audio_comes() {
    var line = new Line(Delay.NORMAL, 9);
    line.run(160, FRAME, Duration.ofSeconds(1));
    line.talking = false;
    line.buffer.put(new ComfortNoise(60), line.timestamp & 0xFFFF_FFFFL);
    line.run(160, FRAME, Duration.ofSeconds(1));
    assertThat(line.count(Taken.NOISE)).isBetween(45L, 50L);
    assertThat(line.count(Taken.CONCEALED)).isZero();
    assertThat(line.buffer.noise()).isEqualTo(new ComfortNoise(60));
    line.talking = true;
    line.run(160, FRAME, Duration.ofSeconds(1));
    assertThat(line.taken.getLast()).isEqualTo(Taken.AUDIO);
  }

  @Test
  void a_jump_of_the_timestamp_costs_one_packet_and_a_stray_one_nothing() {
    var line = new Line(Delay.NORMAL, 10);
    line.run(160, FRAME, Duration.ofSeconds(1));
    line.arrive(new Packet(new byte[160], 0x1234_5678L, false));
    line.run(160, FRAME, Duration.ofSeconds(1));
    assertThat(line.buffer.counts().restarts()).isZero();
    assertThat(line.count(Taken.CONCEALED)).isZero();
    line.timestamp = 77;
    line.run(160, FRAME, Duration.ofSeconds(1));
    assertThat(line.buffer.counts().restarts()).isEqualTo(1);
    assertThat(line.count(Taken.CONCEALED)).isLessThanOrEqualTo(3);
    assertThat(line.taken.getLast()).isEqualTo(Taken.AUDIO);
  }

  @Test
  void a_stall_of_the_network_is_survived() {
    var line = new Line(Delay.NORMAL, 11);
    line.run(160, FRAME, Duration.ofSeconds(2));
    line.wire.delay(Duration.ofMillis(300), Duration.ZERO);
    line.run(160, FRAME, Duration.ofSeconds(2));
    line.wire.delay(Duration.ZERO, Duration.ZERO);
    line.run(160, FRAME, Duration.ofSeconds(2));
    assertThat(line.buffer.depth()).isLessThanOrEqualTo(880);
    assertThat(Goertzel.measure(line.samples(220, 75), 1000).dBm0()).isCloseTo(-10, within(0.2));
  }

  @Test
  void payloads_of_any_length_and_time_do_no_harm() {
    var chance = new Random(12);
    var buffer = new JitterBuffer(Delay.NORMAL);
    short[] frame = Frame.silence();
    int at = 0;
    for (int i = 0; i < 200_000; i++) {
      at += chance.nextInt(10) == 0 ? chance.nextInt() : chance.nextInt(-400, 600);
      var payload =
          ByteBuffer.allocate(chance.nextInt(20) == 0 ? chance.nextInt(9000) : chance.nextInt(400));
      buffer.put(G711.PCMU, payload, Integer.toUnsignedLong(at), chance.nextInt(10) == 0);
      if (chance.nextInt(50) == 0) buffer.put(new ComfortNoise(50), Integer.toUnsignedLong(at));
      if (chance.nextInt(2) == 0) assertThat(buffer.take(frame)).isNotNull();
      assertThat(buffer.depth()).isLessThanOrEqualTo(720 + 1600);
    }
    for (int i = 0; i < 100; i++) buffer.take(frame);
    assertThat(buffer.depth()).isZero();
  }
}
