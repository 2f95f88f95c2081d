package ringfence.adapter.line;

import java.time.Instant;
import java.util.Arrays;
import ringfence.media.codec.Frame;

/// A conference of the person with two parties: each hears the sum of the others and not itself.
/// What the second says reaches the first 20 ms later than the phone.
public final class Mix implements Conversation {
  private static final class Party {
    private final Conversation conversation;
    private final short[] hears = new short[Frame.SAMPLES];
    private final short[] says = new short[Frame.SAMPLES];

    Party(Conversation conversation) {
      this.conversation = conversation;
    }

    void exchange(short[] person, short[] other, Instant now) {
      System.arraycopy(person, 0, hears, 0, hears.length);
      add(hears, other);
      Arrays.fill(says, (short) 0);
      conversation.exchange(hears, says, now);
    }
  }

  private final Party first;
  private final Party second;

  public Mix(Conversation first, Conversation second) {
    this.first = new Party(first);
    this.second = new Party(second);
  }

  @Override
  public void exchange(short[] said, short[] heard, Instant now) {
    first.exchange(said, second.says, now);
    second.exchange(said, first.says, now);
    System.arraycopy(first.says, 0, heard, 0, heard.length);
    add(heard, second.says);
  }

  /// Adds samples to others; what is too loud is clipped.
  static void add(short[] to, short[] more) {
    for (int i = 0; i < to.length; i++) {
      to[i] = (short) Math.clamp(to[i] + more[i], Short.MIN_VALUE, Short.MAX_VALUE);
    }
  }
}
