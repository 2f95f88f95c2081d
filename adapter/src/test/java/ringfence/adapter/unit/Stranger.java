package ringfence.adapter.unit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import ringfence.sip.message.Contact;
import ringfence.sip.message.Header;
import ringfence.sip.message.Headers;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.MediaType;
import ringfence.sip.message.Method;
import ringfence.sip.message.NameAddr;
import ringfence.sip.message.Parsed;
import ringfence.sip.message.Responses;
import ringfence.sip.message.SipMessage;
import ringfence.sip.message.SipParser;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.SipUri;
import ringfence.sip.message.StatusCode;

/// A peer over UDP, on a socket of the JDK, that answers a unit what a test wants it to.
final class Stranger implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 10_000;

  private final DatagramSocket socket;
  private final SipParser parser = new SipParser();
  private SocketAddress unit = new InetSocketAddress(0);

  Stranger(InetAddress address) throws IOException {
    socket = new DatagramSocket(0, address);
    socket.setSoTimeout(PATIENCE_MILLIS);
  }

  HostPort address() {
    return HostPort.of(socket.getLocalAddress().getHostAddress(), socket.getLocalPort());
  }

  /// The next request of this method; others are passed over.
  SipRequest await(Method method) throws IOException {
    while (true) {
      if (receive() instanceof SipRequest request && request.is(method)) return request;
    }
  }

  /// The final response to a request of ours.
  SipResponse awaitFinal() throws IOException {
    while (true) {
      if (receive() instanceof SipResponse response && !response.status().isProvisional()) {
        return response;
      }
    }
  }

  /// The next response with this status to a request of ours.
  SipResponse await(StatusCode status) throws IOException {
    while (true) {
      if (receive() instanceof SipResponse response && response.status().equals(status)) {
        return response;
      }
    }
  }

  private SipMessage receive() throws IOException {
    var packet = new DatagramPacket(new byte[65_535], 65_535);
    socket.receive(packet);
    unit = packet.getSocketAddress();
    byte[] octets = Arrays.copyOf(packet.getData(), packet.getLength());
    return switch (parser.parse(octets)) {
      case Parsed.Message(var message) -> message;
      case Parsed.Malformed malformed -> throw new AssertionError(malformed);
    };
  }

  /// A plain session at this peer, G.711 A-law.
  String description(int version) {
    String host = socket.getLocalAddress().getHostAddress();
    return """
    v=0
    o=- 1 %d IN IP4 %s
    s=-
    c=IN IP4 %s
    t=0 0
    m=audio 20000 RTP/AVP 8
    """
        .formatted(version, host, host)
        .replace("\n", "\r\n");
  }

  /// Offers a change in the call that began with `invite`, and acknowledges what comes.
  SipResponse offer(SipRequest invite, String description) throws IOException {
    send(request(invite, Method.INVITE).withBody(MediaType.SDP, description.getBytes(UTF_8)));
    SipResponse response = awaitFinal();
    send(request(invite, Method.ACK));
    return response;
  }

  /// Asks for something within the call that began with `invite`.
  SipResponse ask(SipRequest invite, Method method, Headers extra) throws IOException {
    SipRequest request = request(invite, method);
    Headers headers = request.headers();
    for (var field : extra.fields()) headers = headers.append(field.name(), field.value());
    send(request.with(headers));
    return awaitFinal();
  }

  /// Calls a user of a unit that listens there, with further header fields.
  SipRequest call(SocketAddress there, String user, Headers extra) throws IOException {
    SipRequest invite = outside(Method.INVITE, there, user, extra);
    send(invite.withBody(MediaType.SDP, description(1).getBytes(UTF_8)));
    return invite;
  }

  /// Asks for something outside calls.
  SipResponse ask(SocketAddress there, Method method, Headers extra) throws IOException {
    send(outside(method, there, "100", extra));
    return awaitFinal();
  }

  private SipRequest outside(Method method, SocketAddress there, String user, Headers extra) {
    unit = there;
    String host = ((InetSocketAddress) there).getAddress().getHostAddress();
    Headers headers =
        Headers.NONE
            .append("Via", "SIP/2.0/UDP " + address() + ";branch=z9hG4bK" + System.nanoTime())
            .append("From", "<sip:900@" + address() + ">;tag=stranger")
            .append("To", "<sip:" + user + "@" + host + ">")
            .append("Call-ID", "call-" + System.nanoTime())
            .append("CSeq", "1 " + method)
            .append("Max-Forwards", "70")
            .append("Contact", "<sip:900@" + address() + ">");
    for (var field : extra.fields()) headers = headers.append(field.name(), field.value());
    return new SipRequest(method, SipUri.parse("sip:" + user + "@" + host), headers);
  }

  private SipRequest request(SipRequest invite, Method method) {
    NameAddr us = invite.headers().first(Header.TO).orElseThrow().withTag("stranger");
    Contact contact = invite.headers().first(Header.CONTACT).orElseThrow();
    Headers headers =
        Headers.NONE
            .append("Via", "SIP/2.0/UDP " + address() + ";branch=z9hG4bK" + System.nanoTime())
            .append(Header.FROM, us)
            .append(Header.TO, invite.from())
            .appendFrom(invite.headers(), Header.CALL_ID)
            .append("CSeq", "1 " + method)
            .append("Max-Forwards", "70")
            .append("Contact", "<sip:900@" + address() + ">");
    return new SipRequest(method, ((Contact.Address) contact).address().uri(), headers);
  }

  void answer(SipRequest request, StatusCode status) throws IOException {
    send(Responses.tagged(request, status, "stranger"));
  }

  /// Accepts with a description.
  void accept(SipRequest request, String description) throws IOException {
    accept(request, description, Headers.NONE);
  }

  /// The same with further header fields.
  void accept(SipRequest request, String description, Headers extra) throws IOException {
    SipResponse ok = Responses.establishing(request, StatusCode.OK, "stranger");
    Headers headers = ok.headers().append("Contact", "<sip:900@" + address() + ">");
    for (var field : extra.fields()) headers = headers.append(field.name(), field.value());
    send(ok.with(headers).withBody(MediaType.SDP, description.getBytes(UTF_8)));
  }

  private void send(SipMessage response) throws IOException {
    byte[] octets = response.toBytes();
    socket.send(new DatagramPacket(octets, octets.length, unit));
  }

  @Override
  public void close() {
    socket.close();
  }
}
