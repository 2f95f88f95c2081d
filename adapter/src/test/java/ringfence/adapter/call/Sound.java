package ringfence.adapter.call;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import ringfence.media.codec.Frame;
import ringfence.media.negotiation.MediaPlan;
import ringfence.media.session.AudioSession;
import ringfence.media.tone.HeardTone;
import ringfence.media.tone.Tone;
import ringfence.media.tone.ToneGenerator;
import ringfence.testkit.VirtualTime;

/// The audio of one phone in virtual time: says a tone, and keeps what it sends and hears.
final class Sound {
  final List<byte[]> sent = new ArrayList<>();
  Consumer<byte[]> wire = _ -> {};
  Optional<AudioSession> session = Optional.empty();
  private final VirtualTime time;
  private final ToneGenerator tone;
  private final List<short[]> heard = new ArrayList<>();
  private final Random chance;

  Sound(VirtualTime time, double hertz) {
    this.time = time;
    this.tone = new ToneGenerator(Tone.sine(hertz, -10));
    this.chance = new Random((long) hertz);
    tick();
  }

  void apply(MediaPlan plan) {
    session.ifPresent(active -> active.apply(plan, time.now()));
    if (session.isEmpty()) session = Optional.of(new AudioSession(plan, time.now(), chance));
  }

  private void tick() {
    session.ifPresent(this::speak);
    time.after(Frame.LENGTH, this::tick);
  }

  private void speak(AudioSession active) {
    short[] microphone = Frame.silence();
    short[] earpiece = Frame.silence();
    tone.next(microphone);
    Instant now = time.now();
    active.tick(microphone, earpiece, now).ifPresent(this::send);
    active.report(now).ifPresent(this::send);
    heard.add(earpiece);
  }

  private void send(ByteBuffer packet) {
    byte[] datagram = new byte[packet.remaining()];
    packet.get(datagram);
    sent.add(datagram);
    wire.accept(datagram);
  }

  void receive(byte[] datagram) {
    session.ifPresent(active -> active.receive(ByteBuffer.wrap(datagram.clone()), time.now()));
  }

  /// Says goodbye and is silent from then on.
  void end() {
    session.flatMap(active -> active.goodbye(time.now())).ifPresent(this::send);
    session.ifPresent(AudioSession::close);
    session = Optional.empty();
  }

  /// Whether the tone was heard in the last second.
  boolean hears(double hertz) {
    int frames = (int) Duration.ofSeconds(1).dividedBy(Frame.LENGTH);
    if (heard.size() < frames) return false;
    short[] last = new short[frames * Frame.SAMPLES];
    for (int i = 0; i < frames; i++) {
      short[] frame = heard.get(heard.size() - frames + i);
      System.arraycopy(frame, 0, last, i * Frame.SAMPLES, Frame.SAMPLES);
    }
    return HeardTone.find(last, hertz)
        .filter(it -> it.samples() > last.length * 9 / 10)
        .isPresent();
  }

  /// Whether the last second was silent.
  boolean hearsNothing() {
    int frames = (int) Duration.ofSeconds(1).dividedBy(Frame.LENGTH);
    return heard.subList(Math.max(0, heard.size() - frames), heard.size()).stream()
        .allMatch(frame -> Arrays.equals(frame, Frame.silence()));
  }
}
