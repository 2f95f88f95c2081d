package ringfence.transport;

import java.net.InetSocketAddress;

/// What a connection needs of the endpoint it belongs to.
interface ChannelHost {
  Loop loop();

  EndpointOptions options();

  /// An id that no flow of this endpoint has had.
  long nextId();

  /// The connection may carry SIP from now on.
  void opened(SipChannel channel);

  /// A whole message came.
  void received(SipChannel channel, byte[] message);

  void closed(SipChannel channel, FlowEnd end);

  void event(TransportEvent.Kind kind, InetSocketAddress remote, String text);
}
