package ringfence.transport;

import java.util.Optional;
import ringfence.sip.message.Header;
import ringfence.sip.message.Parsed;
import ringfence.sip.message.Responses;
import ringfence.sip.message.SipMessage;
import ringfence.sip.message.SipParser;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.Via;
import ringfence.sip.transaction.Flow;
import ringfence.transport.WireTap.Direction;

/// Reads what comes: shows it to the taps, parses it, notes in a request where it came from, and
/// hands it to the transactions, or refuses it.
final class Reception {
  private static final int KEEP_ALIVE = 4;

  private final Wire wire;
  private final Dispatch dispatch;
  private final Watchers watchers;
  private final SipParser parser;

  Reception(Wire wire, Dispatch dispatch, Watchers watchers, SipParser parser) {
    this.wire = wire;
    this.dispatch = dispatch;
    this.watchers = watchers;
    this.parser = parser;
  }

  void datagram(byte[] bytes, Flow flow) {
    if (isKeepAlive(bytes)) return;
    read(bytes, flow);
  }

  // RFC 5626 4.4.2 asks for STUN on UDP, but many phones send a few CRLF or zero octets.
  private static boolean isKeepAlive(byte[] bytes) {
    if (bytes.length > KEEP_ALIVE) return false;
    for (byte one : bytes) if (one != '\r' && one != '\n' && one != 0) return false;
    return true;
  }

  void message(byte[] bytes, SipChannel channel) {
    channel.counted(read(bytes, channel.flow()));
  }

  /// Whether it was a message.
  private boolean read(byte[] bytes, Flow flow) {
    watchers.observed(bytes, Direction.IN, flow);
    return switch (parser.parse(bytes)) {
      case Parsed.Message(SipMessage message) -> {
        if (isHeard(message, flow)) dispatch.received(withSource(message, flow), flow);
        yield true;
      }
      case Parsed.Malformed malformed -> {
        refuse(malformed, flow);
        yield false;
      }
    };
  }

  private boolean isHeard(SipMessage message, Flow flow) {
    return !(message instanceof SipRequest request) || wire.filter().hears(request, flow);
  }

  private static SipMessage withSource(SipMessage message, Flow flow) {
    return switch (message) {
      case SipRequest request -> ResponsePath.stamped(request, flow.remote());
      case SipResponse response -> response;
    };
  }

  private void refuse(Parsed.Malformed malformed, Flow flow) {
    String text = malformed.clause() + ": " + malformed.reason();
    wire.event(TransportEvent.Kind.MALFORMED, flow.remote(), text);
    Optional<SipRequest> request = malformed.answerable();
    if (request.isEmpty()) return;
    SipResponse answer = Responses.to(request.get(), malformed.answer(), malformed.reason());
    Via stamped = ResponsePath.stamped(answer.topVia(), flow.remote());
    wire.transmit(answer.with(answer.headers().withFirst(Header.VIA, stamped)), flow);
  }
}
