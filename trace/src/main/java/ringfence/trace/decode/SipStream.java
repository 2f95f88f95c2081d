package ringfence.trace.decode;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ringfence.sip.message.Frame;
import ringfence.sip.message.Limits;
import ringfence.sip.message.SipFramer;
import ringfence.trace.capture.Carrier;

/// SIP messages cut out of one direction of a stream, TCP or what was decrypted of TLS. Behind a
/// gap, and where the beginning was not captured, it waits for the next beginning of a message.
final class SipStream {
  /// Line ends may come before a message, RFC 3261 7.5, or alone, RFC 5626 4.4.1.
  private static final Pattern BEGINNING =
      Pattern.compile(
          "(\\r\\n)*(" + SipDissector.BEGINNING.pattern() + ")|(\\r\\n)+\\z",
          Pattern.CASE_INSENSITIVE);

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

  private final SipDissector dissector;
  private final Carrier carrier;
  private Optional<SipFramer> framer = Optional.empty();

  /// Octets too few to tell whether a message begins with them.
  private ByteBuffer undecided = NOTHING;

  SipStream(SipDissector dissector, Carrier carrier) {
    this.dissector = dissector;
    this.carrier = carrier;
  }

  /// What is whole now.
  @SuppressWarnings("JdkObsolete") // octets come bit by bit, which is what hitEnd() is for
  List<Content> feed(ByteBuffer octets) {
    if (framer.isPresent()) return feed(framer.get(), octets);
    ByteBuffer all = undecided.hasRemaining() ? joined(undecided, octets) : octets;
    undecided = NOTHING;
    Matcher look = BEGINNING.matcher(SipDissector.beginning(all));
    if (look.lookingAt()) {
      var begun = new SipFramer(Limits.DEFAULT);
      framer = Optional.of(begun);
      return feed(begun, all);
    }
    if (look.hitEnd() && all.remaining() < SipDissector.LOOK) undecided = joined(NOTHING, all);
    return List.of();
  }

  private static ByteBuffer joined(ByteBuffer one, ByteBuffer other) {
    var both = ByteBuffer.allocate(one.remaining() + other.remaining());
    return both.put(one.duplicate()).put(other.duplicate()).flip();
  }

  private List<Content> feed(SipFramer its, ByteBuffer octets) {
    List<Content> contents = new ArrayList<>(1);
    for (Frame frame : its.feed(octets.duplicate())) {
      switch (frame) {
        case Frame.Message(var bytes) -> contents.add(dissector.message(bytes, carrier));
        case Frame.Ping _ -> contents.add(new Content.KeepAlive(true, carrier));
        case Frame.Pong _ -> contents.add(new Content.KeepAlive(false, carrier));
        case Frame.Broken(var reason) -> {
          contents.add(new Content.Malformed("SIP", "RFC 3261 18.3", reason));
          lost();
        }
      }
    }
    return contents;
  }

  /// How many octets wait for the end of their message.
  long held() {
    return framer.map(SipFramer::held).orElse(undecided.remaining());
  }

  /// Octets are missing: what was begun will never be whole.
  void lost() {
    framer = Optional.empty();
    undecided = NOTHING;
  }
}
