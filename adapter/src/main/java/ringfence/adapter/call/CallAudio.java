package ringfence.adapter.call;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import ringfence.adapter.line.Conversation;
import ringfence.media.jitter.Delay;
import ringfence.media.negotiation.MediaPlan;
import ringfence.media.session.AudioSession;
import ringfence.media.session.EarlyPackets;
import ringfence.media.session.Heard;
import ringfence.media.session.SessionStatistics;
import ringfence.srtp.CryptoEngine;
import ringfence.transport.Loop;
import ringfence.transport.MediaPair;
import ringfence.transport.MediaSockets;
import ringfence.transport.WireTap;

/// The audio of one call: two sockets, and a session between them once the parties agree. Its
/// methods may be called from the SIP loop; everything happens on the media loop.
public final class CallAudio implements Conversation {
  private static final int MOST_KEYS = 256;
  private static final Duration KEY_LENGTH = Duration.ofMillis(100);

  /// Where calls have their sockets: the first free pair of ports from `basePort` upward.
  ///
  /// @param delay what their jitter buffers may delay
  public record Place(
      Loop loop,
      MediaSockets sockets,
      InetAddress address,
      int basePort,
      Delay delay,
      RandomGenerator chance) {}

  /// What came of opening.
  public sealed interface Opening {}

  public record Opened(CallAudio audio) implements Opening {}

  /// There are no sockets to be had.
  ///
  /// @param reason a sentence for a person
  public record Failed(String reason) implements Opening {}

  private final Loop loop;
  private final RandomGenerator chance;
  private final Delay delay;
  private Optional<MediaPair> pair = Optional.empty();
  private final EarlyPackets early = new EarlyPackets();
  private Optional<AudioSession> session = Optional.empty();
  private volatile int port;
  private volatile Optional<SessionStatistics> statistics = Optional.empty();
  private volatile String keysHeard = "";
  private volatile Runnable changed = () -> {};

  private CallAudio(Place place) {
    this.loop = place.loop();
    this.chance = place.chance();
    this.delay = place.delay();
  }

  static CompletableFuture<Opening> open(Place place) {
    var audio = new CallAudio(place);
    return place
        .sockets()
        .open(place.address(), place.basePort(), audio::received)
        .thenApply(
            opening ->
                switch (opening) {
                  case MediaSockets.Opening.Failed(String reason) -> new Failed(reason);
                  case MediaSockets.Opening.Open(MediaPair open) -> audio.opened(open);
                });
  }

  private Opening opened(MediaPair open) {
    port = open.local().getPort();
    loop.post(() -> pair = Optional.of(open));
    return new Opened(this);
  }

  /// The port of RTP.
  int port() {
    return port;
  }

  /// Calls `told` on the media loop each time that other media is in use.
  void whenChanged(Runnable told) {
    changed = told;
  }

  /// Takes over what was agreed, for the first time or anew.
  void apply(MediaPlan plan) {
    loop.post(
        () -> {
          Instant now = loop.now();
          session.ifPresent(active -> active.apply(plan, now).forEach(this::hear));
          // none is begun for a call that is over: its keys may be erased
          if (session.isEmpty() && pair.isPresent()) begin(plan, now);
          statistics = session.map(AudioSession::statistics);
          changed.run();
        });
  }

  private void begin(MediaPlan plan, Instant now) {
    // a few calls gain less by faster ciphers than the first would lose while they load
    var begun = new AudioSession(plan, delay, CryptoEngine.PLATFORM, now, chance);
    begun.catchUp(early, now).forEach(this::hear);
    session = Optional.of(begun);
  }

  /// An offer of ours is out, whose answer will bring other keys.
  void expect() {
    loop.post(() -> session.ifPresent(AudioSession::expect));
  }

  /// Sends a DTMF key to the other party.
  void press(char key) {
    loop.post(() -> session.ifPresent(active -> active.press(key, KEY_LENGTH)));
  }

  /// What is known of the session so far; empty before anything was agreed.
  Optional<SessionStatistics> statistics() {
    return statistics;
  }

  /// The latest DTMF keys that the other party has sent.
  String keysHeard() {
    return keysHeard;
  }

  @Override
  public void exchange(short[] said, short[] heard, Instant now) {
    if (session.isEmpty() || pair.isEmpty()) return;
    AudioSession active = session.get();
    MediaPair wire = pair.get();
    active.tick(said, heard, now).ifPresent(packet -> wire.send(packet, active.remote()));
    active.report(now).ifPresent(packet -> wire.sendControl(packet, active.remoteRtcp()));
    statistics = Optional.of(active.statistics());
  }

  private void received(WireTap.Kind kind, ByteBuffer datagram, InetSocketAddress from) {
    // nothing is believed before the parties agree
    if (session.isEmpty()) early.keep(datagram);
    else hear(session.get().receive(datagram, from, loop.now()));
  }

  private void hear(Heard heard) {
    if (heard instanceof Heard.Key(char key)) hear(key);
  }

  // only the media loop writes it; a peer may send keys for ever
  private void hear(char key) {
    String all = keysHeard + key;
    keysHeard = all.substring(Math.max(0, all.length() - MOST_KEYS));
  }

  void close() {
    close(() -> {});
  }

  /// Says goodbye, closes the sockets and erases the session's keys.
  ///
  /// @param closed called then, on the media loop
  void close(Runnable closed) {
    loop.post(
        () -> {
          session.ifPresent(this::end);
          session = Optional.empty();
          pair.ifPresent(MediaPair::close);
          pair = Optional.empty();
          closed.run();
        });
  }

  private void end(AudioSession active) {
    statistics = Optional.of(active.statistics());
    active
        .goodbye(loop.now())
        .ifPresent(packet -> pair.ifPresent(wire -> wire.sendControl(packet, active.remoteRtcp())));
    active.close();
  }
}
