package ringfence.adapter.call;

import java.util.Optional;
import java.util.stream.Stream;
import ringfence.adapter.line.Conversation;
import ringfence.adapter.line.LineAudio;
import ringfence.adapter.line.Mix;
import ringfence.sip.message.Replaces;
import ringfence.transport.Loop;

/// The calls of a line, the one at the ear and the other one, and the phone joined to them. On the
/// SIP loop.
final class LineCalls {
  private final Loop media;
  private final LineAudio audio;
  private Optional<PhoneCall> active = Optional.empty();
  private Optional<PhoneCall> other = Optional.empty();
  private boolean joined;

  LineCalls(Loop media, LineAudio audio) {
    this.media = media;
    this.audio = audio;
  }

  /// The one at the ear.
  Optional<PhoneCall> active() {
    return active;
  }

  Optional<PhoneCall> other() {
    return other;
  }

  boolean isEmpty() {
    return active.isEmpty() && other.isEmpty();
  }

  /// The one at that gateway that a new call wants to take the place of.
  Optional<PhoneCall> meantBy(Replaces replaces, String gateway) {
    return Stream.of(active, other)
        .flatMap(Optional::stream)
        .filter(call -> call.origin().way().gateway().equals(gateway))
        .filter(call -> call.referrals().isMeantBy(replaces))
        .findFirst();
  }

  void begin(PhoneCall call) {
    active = Optional.of(call);
    arrange();
  }

  void beginOther(PhoneCall call) {
    other = Optional.of(call);
    arrange();
  }

  void swap() {
    Optional<PhoneCall> before = active;
    active = other;
    other = before;
    arrange();
  }

  /// Lets both be heard and hear each other, or only the one at the ear.
  void join(boolean both) {
    joined = both;
    arrange();
  }

  /// Puts a call in the place of another.
  void replace(PhoneCall before, PhoneCall now) {
    active = active.map(it -> it == before ? now : it);
    other = other.map(it -> it == before ? now : it);
    arrange();
  }

  /// Takes the call from the ear.
  Optional<PhoneCall> takeActive() {
    Optional<PhoneCall> taken = active;
    active = Optional.empty();
    arrange();
    return taken;
  }

  Optional<PhoneCall> takeOther() {
    Optional<PhoneCall> taken = other;
    other = Optional.empty();
    arrange();
    return taken;
  }

  private void arrange() {
    joined = joined && active.isPresent() && other.isPresent();
    Optional<Conversation> ear = active.map(PhoneCall::audio);
    Optional<Conversation> aside = other.map(PhoneCall::audio);
    if (joined) {
      Conversation all = new Mix(ear.orElseThrow(), aside.orElseThrow());
      media.post(() -> audio.join(Optional.of(all), Optional.empty()));
    } else {
      media.post(() -> audio.join(ear, aside));
    }
  }
}
