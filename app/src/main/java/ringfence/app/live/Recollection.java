package ringfence.app.live;

import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Predicate;
import java.util.stream.Stream;
import ringfence.sip.message.MalformedHeaderException;
import ringfence.sip.message.SipMessage;
import ringfence.trace.capture.Observed;
import ringfence.trace.decode.Content;

/// The last SIP messages that a product said and heard, in memory only, for when somebody asks why
/// something failed. Any thread may add and ask.
public final class Recollection {
  private static final int MOST = 500;
  private static final int MOST_OCTETS = 65_536;

  private final Deque<Observed> messages = new ConcurrentLinkedDeque<>();

  public void add(Observed message) {
    if (message.bytes().length > MOST_OCTETS) return;
    messages.addLast(message);
    if (messages.size() > MOST) messages.pollFirst();
  }

  /// Those that are wanted, in their order.
  public List<Observed> of(Predicate<SipMessage> wanted) {
    return messages.stream().filter(each -> read(each).anyMatch(it -> fits(it, wanted))).toList();
  }

  private static Stream<SipMessage> read(Observed seen) {
    return Content.Sip.read(seen.bytes(), seen.carrier()).map(Content.Sip::message).stream();
  }

  private static boolean fits(SipMessage message, Predicate<SipMessage> wanted) {
    try {
      return wanted.test(message);
    } catch (MalformedHeaderException _) {
      return false; // whatever it was, it was not understood
    }
  }
}
