package ringfence.adapter.line;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import ringfence.media.codec.Frame;
import ringfence.media.tone.CallProgress;
import ringfence.media.tone.NationalTones;
import ringfence.media.tone.ToneGenerator;

/// The audio of one line, 20 ms at a time: what its phone hears and says. On the media loop.
public final class LineAudio {
  private final Mouth mouth = new Mouth();
  private final Ear ear = new Ear();
  private final short[] said = new short[Frame.SAMPLES];
  private final short[] heard = new short[Frame.SAMPLES];
  private final short[] beep = new short[Frame.SAMPLES];
  private NationalTones tones = NationalTones.NORTH_AMERICA;
  private Hearing hearing = Hearing.SILENCE;
  private Optional<ToneGenerator> tone = Optional.empty();
  private Optional<Conversation> conversation = Optional.empty();
  private Optional<Conversation> aside = Optional.empty();

  Mouth mouth() {
    return mouth;
  }

  Ear ear() {
    return ear;
  }

  /// Sounds as in another country from the next tone on.
  public void tones(NationalTones other) {
    tones = other;
  }

  /// Changes what is heard; a tone begins afresh.
  public void hear(Hearing what) {
    hearing = what;
    tone =
        switch (what) {
          case DIAL_TONE -> Optional.of(new ToneGenerator(tones.dial()));
          case STUTTER_DIAL_TONE -> Optional.of(new ToneGenerator(tones.stutterDial()));
          case RINGBACK -> Optional.of(new ToneGenerator(tones.ringback()));
          case BUSY_TONE -> Optional.of(new ToneGenerator(tones.busy()));
          case REORDER_TONE -> Optional.of(new ToneGenerator(tones.reorder()));
          case RECEIVER_OFF_HOOK_TONE ->
              Optional.of(new ToneGenerator(CallProgress.RECEIVER_OFF_HOOK));
          case DISABLED_TONE -> Optional.of(new ToneGenerator(CallProgress.DISABLED));
          case CALL_WAITING_TONE -> Optional.of(new ToneGenerator(tones.callWaiting()));
          case SILENCE, CONVERSATION -> Optional.empty();
        };
  }

  public Hearing hearing() {
    return hearing;
  }

  /// Joins the line to another party; it is heard only under `Hearing.CONVERSATION`.
  ///
  /// @param held a party that is on hold: it hears nothing and is not heard
  public void join(Optional<Conversation> party, Optional<Conversation> held) {
    conversation = party;
    aside = held;
  }

  /// Once every 20 ms.
  public void tick(Instant now) {
    boolean talks = hearing.isConversation();
    Arrays.fill(said, (short) 0);
    if (aside.isPresent()) aside.get().exchange(said, heard, now);
    // the frame was spoken up to now, and what is heard begins now
    if (talks) mouth.next(said, now.minus(Frame.LENGTH));
    Arrays.fill(heard, (short) 0);
    if (conversation.isPresent()) conversation.get().exchange(said, heard, now);
    if (!talks) Arrays.fill(heard, (short) 0);
    tone.ifPresent(this::sound);
    ear.heard(heard, now);
  }

  private void sound(ToneGenerator generator) {
    generator.next(beep);
    Mix.add(heard, beep);
  }
}
