package ringfence.trace.decode;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import ringfence.trace.capture.Carrier;
import ringfence.trace.tls.Direction;
import ringfence.trace.tls.HandshakeMessage;
import ringfence.trace.tls.TlsConversation;
import ringfence.trace.tls.TlsEvent;

/// A TLS connection and the SIP in it, where its secrets are known and it is not told otherwise.
final class TlsStream {
  /// RFC 8446 5.1: the content types of records.
  private static final int CHANGE_CIPHER_SPEC = 20;

  private static final int APPLICATION_DATA = 23;

  private final TlsConversation conversation;
  private final boolean told;
  private final SipStream forward;
  private final SipStream backward;
  private String version = "TLS";

  /// @param told whether somebody else tells what is in it, so that it is not read again here
  TlsStream(TlsConversation conversation, SipDissector sip, boolean told) {
    this.conversation = conversation;
    this.told = told;
    this.forward = new SipStream(sip, Carrier.TLS);
    this.backward = new SipStream(sip, Carrier.TLS);
  }

  /// Whether octets at the beginning of what was captured of a stream look like a record, as far as
  /// they go: text begins with none of these types.
  static boolean begins(ByteBuffer octets) {
    int at = octets.position();
    int present = octets.remaining();
    boolean record = present > 0 && isIn(octets.get(at), CHANGE_CIPHER_SPEC, APPLICATION_DATA);
    boolean major = present < 2 || octets.get(at + 1) == 3;
    return record && major && (present < 3 || isIn(octets.get(at + 2), 0, 4));
  }

  private static boolean isIn(int value, int least, int most) {
    return value >= least && value <= most;
  }

  /// What the next octets of a direction say.
  List<Content> feed(Direction direction, ByteBuffer octets) {
    byte[] copy = new byte[octets.remaining()];
    octets.get(octets.position(), copy);
    return contents(conversation.feed(direction, copy));
  }

  /// Octets of a direction are not in the capture: what a record that they end still says.
  List<Content> lost(Direction direction, long count) {
    sip(direction).lost();
    return contents(conversation.lost(direction, count));
  }

  long held() {
    return conversation.held() + forward.held() + backward.held();
  }

  /// SIP by itself, what lies between together.
  private List<Content> contents(List<TlsEvent> events) {
    List<Content> contents = new ArrayList<>();
    List<TlsEvent> together = new ArrayList<>();
    for (TlsEvent event : events) {
      if (told && event instanceof TlsEvent.ApplicationData) continue;
      note(event);
      List<Content> said = sip(event);
      if (said.isEmpty()) together.add(event);
      else flush(together, contents);
      contents.addAll(said);
    }
    flush(together, contents);
    return contents;
  }

  private void note(TlsEvent event) {
    if (event instanceof TlsEvent.Handshake(_, HandshakeMessage.ServerHello hello, _, _)) {
      version = hello.version().toString();
    }
  }

  private List<Content> sip(TlsEvent event) {
    if (!(event instanceof TlsEvent.ApplicationData(var direction, var octets))) return List.of();
    return sip(direction).feed(ByteBuffer.wrap(octets.toArray()));
  }

  private SipStream sip(Direction direction) {
    return direction == Direction.FORWARD ? forward : backward;
  }

  private void flush(List<TlsEvent> together, List<Content> contents) {
    if (!together.isEmpty()) contents.add(new Content.Tls(version, together));
    together.clear();
  }
}
