package ringfence.media.tone;

import java.nio.ByteBuffer;
import java.util.Optional;

/// One telephone event of a payload, RFC 4733 section 2.3.
///
/// @param event 0 to 255; 0 to 15 are the DTMF keys
/// @param end whether the event is over
/// @param volume the power of the tone in dBm0 without its sign, 0 to 63
/// @param duration how long the event has lasted, in timestamp units, 0 to 65535
public record TelephoneEvent(int event, boolean end, int volume, int duration) {
  /// The octets of one event.
  public static final int LENGTH = 4;

  private static final String KEYS = "0123456789*#ABCD";

  public TelephoneEvent {
    if ((event & ~0xFF) != 0 || (volume & ~0x3F) != 0 || (duration & ~0xFFFF) != 0) {
      throw new IllegalArgumentException("event " + event + " " + volume + " " + duration);
    }
  }

  /// Reads the next event of a payload; empty when it has not four octets left.
  public static Optional<TelephoneEvent> read(ByteBuffer in) {
    if (in.remaining() < LENGTH) return Optional.empty();
    int event = in.get() & 0xFF;
    int flags = in.get() & 0xFF;
    int duration = in.getShort() & 0xFFFF;
    return Optional.of(new TelephoneEvent(event, (flags & 0x80) != 0, flags & 0x3F, duration));
  }

  public void write(ByteBuffer out) {
    // RFC 4733 2.3.3: "R: This field is reserved for future use. The sender MUST set it to zero"
    out.put((byte) event).put((byte) (end ? volume | 0x80 : volume)).putShort((short) duration);
  }

  /// The event of a DTMF key, RFC 4733 section 3.2.
  public static int of(char key) {
    int event = KEYS.indexOf(Character.toUpperCase(key));
    if (event < 0) throw new IllegalArgumentException("no DTMF key: " + key);
    return event;
  }

  /// The DTMF key of this event, if it is one.
  public Optional<Character> key() {
    return event < KEYS.length() ? Optional.of(KEYS.charAt(event)) : Optional.empty();
  }
}
