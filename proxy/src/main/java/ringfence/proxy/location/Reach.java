package ringfence.proxy.location;

import java.net.InetSocketAddress;
import ringfence.sip.message.Transport;
import ringfence.sip.transaction.Flow;

/// How a binding's device is reached: only ever over what it registered on, so that a missing
/// `transport=tls` or a private address in the Contact cannot hurt (RFC 5626 section 5.3).
public sealed interface Reach {
  /// Over this flow, which is up.
  record Live(Flow flow) implements Reach {}

  /// The flow is gone, by a closed connection or a restart of the proxy, and the device has not
  /// registered again. No connection is made to the ephemeral port it once called from.
  record Awaiting(Transport transport, InetSocketAddress remote) implements Reach {}

  /// The flow is on another node, which is sent the request with `token` in a Route.
  ///
  /// @param node the name of that node
  /// @param token what that node's flow token names the flow with
  /// @param remote where the device's messages come from, at that node
  record Elsewhere(String node, String token, Transport transport, InetSocketAddress remote)
      implements Reach {}

  /// The transport that carries or carried the device's messages, whatever its Contact says.
  default Transport transport() {
    return switch (this) {
      case Live(var flow) -> flow.transport();
      case Awaiting(var transport, _) -> transport;
      case Elsewhere(_, _, var transport, _) -> transport;
    };
  }

  /// Where the device's messages came from.
  default InetSocketAddress remote() {
    return switch (this) {
      case Live(var flow) -> flow.remote();
      case Awaiting(_, var remote) -> remote;
      case Elsewhere(_, _, _, var remote) -> remote;
    };
  }
}
