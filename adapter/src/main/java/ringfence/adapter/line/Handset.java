package ringfence.adapter.line;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import ringfence.transport.Loop;

/// The phone at a line, in the hands of a program: it is lifted, put down and dialled; it says and
/// records. Any thread may call.
public final class Handset {
  private final Loop sip;
  private final Loop media;
  private final LineAudio audio;
  private final Consumer<LineEvent> line;
  private volatile Pots.FlashWindow window = Pots.FlashWindow.USUAL;

  /// A phone at that line.
  ///
  /// @param line where the events go, on the SIP loop
  public Handset(Loop sip, Loop media, LineAudio audio, Consumer<LineEvent> line) {
    this.sip = sip;
    this.media = media;
    this.audio = audio;
    this.line = line;
  }

  public void offHook() {
    send(new LineEvent.OffHook());
  }

  public void onHook() {
    send(new LineEvent.OnHook());
  }

  public void flash() {
    send(new LineEvent.Flash());
  }

  /// Presses the hook for so long: a flash, or less than one, or more.
  public void pressHook(Duration pressed) {
    window.meaning(pressed).forEach(this::send);
  }

  /// How long a flash is from now on.
  public void flashes(Pots.FlashWindow other) {
    window = other;
  }

  /// Presses keys, one after the other.
  public void press(String keys) {
    for (char key : keys.toCharArray()) send(new LineEvent.Digit(key));
  }

  private void send(LineEvent event) {
    sip.post(() -> line.accept(event));
  }

  /// Says this into the phone after what is being said; completes when its first sample is said. It
  /// is heard only in a conversation.
  public CompletableFuture<Instant> say(short[] samples) {
    var begun = new CompletableFuture<Instant>();
    media.post(() -> audio.mouth().say(samples, begun));
    return begun;
  }

  public CompletableFuture<Boolean> isSilent() {
    return media.ask(() -> audio.mouth().isSilent());
  }

  public void stopSaying() {
    media.post(() -> audio.mouth().beSilent());
  }

  /// Begins to record what is heard.
  public void record() {
    media.post(() -> audio.ear().record());
  }

  public CompletableFuture<Recording> recordedSoFar() {
    return media.ask(() -> audio.ear().soFar());
  }

  public CompletableFuture<Recording> stopRecording() {
    return media.ask(() -> audio.ear().stop());
  }

  public CompletableFuture<Hearing> hearing() {
    return media.ask(audio::hearing);
  }
}
