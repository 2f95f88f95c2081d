package ringfence.proxy.routing;

import java.util.function.Supplier;
import ringfence.manage.event.Report;
import ringfence.proxy.peer.Peer;
import ringfence.proxy.registrar.Registrar;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.transaction.Flow;
import ringfence.sip.transaction.TransactionKey;
import ringfence.transport.resolve.Destination;

/// What the proxy wants done.
public sealed interface ProxyOutput {
  /// Answer a request in its server transaction.
  record Respond(TransactionKey server, SipResponse response) implements ProxyOutput {}

  /// Answer a request with `kept` once the bindings it changed are on the disk, and with `lost`
  /// when they cannot be written.
  record RespondWhenKept(TransactionKey server, SipResponse kept, Supplier<SipResponse> lost)
      implements ProxyOutput {}

  /// Answer a REGISTER: what changed bindings waits for the disk.
  static ProxyOutput respond(TransactionKey server, Registrar.Answer answer) {
    return answer
        .lost()
        .<ProxyOutput>map(lost -> new RespondWhenKept(server, answer.response(), lost))
        .orElseGet(() -> new Respond(server, answer.response()));
  }

  /// Start a client transaction; the request has our Via on top already.
  record Forward(SipRequest request, Flow flow) implements ProxyOutput {}

  /// Look for the addresses of a server and bring them to [ProxyCore#located].
  record Locate(long ticket, Peer peer) implements ProxyOutput {}

  /// Bring an open connection to that address of a server, or why there is none, to
  /// [ProxyCore#connected].
  record Connect(long ticket, Peer peer, Destination destination) implements ProxyOutput {}

  /// Try that address after all others for a while, RFC 3263 section 4.3.
  record Avoid(Destination destination) implements ProxyOutput {}

  /// Cancel the INVITE of that client transaction.
  record Cancel(TransactionKey client) implements ProxyOutput {}

  /// Send without a transaction: the ACK to a 2xx. Our Via is on top already.
  record Pass(SipRequest ack, Flow flow) implements ProxyOutput {}

  /// Something a person should be able to read.
  record Told(Report report) implements ProxyOutput {}
}
