package ringfence.trace.decode;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ringfence.sip.message.Frame;
import ringfence.sip.message.Limits;
import ringfence.sip.message.SipFramer;
import ringfence.trace.capture.Carrier;

/// SIP messages cut out of one direction of a stream, TCP or what was decrypted of TLS. Behind a
/// gap, and where the beginning was not captured, it waits for the next beginning of a message.
final class SipStream {
  private final SipDissector dissector;
  private final Carrier carrier;
  private Optional<SipFramer> framer = Optional.empty();

  SipStream(SipDissector dissector, Carrier carrier) {
    this.dissector = dissector;
    this.carrier = carrier;
  }

  /// Whether octets at the beginning of a stream or segment may be SIP.
  static boolean begins(ByteBuffer octets) {
    return SipDissector.begins(octets) || isLineEnds(octets);
  }

  /// RFC 5626 4.4.1: keep-alives are one or two CRLF.
  private static boolean isLineEnds(ByteBuffer octets) {
    int length = octets.remaining();
    if (length != 2 && length != 4) return false;
    for (int i = 0; i < length; i++) {
      if (octets.get(octets.position() + i) != (i % 2 == 0 ? '\r' : '\n')) return false;
    }
    return true;
  }

  /// What is whole now.
  List<Content> feed(ByteBuffer octets) {
    if (framer.isEmpty()) {
      if (!begins(octets)) return List.of();
      framer = Optional.of(new SipFramer(Limits.DEFAULT));
    }
    SipFramer its = framer.get();
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
    return framer.map(SipFramer::held).orElse(0);
  }

  /// Octets are missing: what was begun will never be whole.
  void lost() {
    framer = Optional.empty();
  }
}
