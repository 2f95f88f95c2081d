package ringfence.transport;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;

/// What a connection needs of the endpoint it belongs to.
interface ChannelHost {
  Loop loop();

  EndpointOptions options();

  SourceFilter filter();

  /// An id that no flow of this endpoint has had.
  long nextId();

  /// A connection is about to be: puts who looks at sockets next to this one, if anybody does.
  void lookAt(Channel channel, boolean outgoing);

  /// The connection may carry SIP from now on.
  void opened(SipChannel channel);

  /// A whole message came.
  void received(SipChannel channel, byte[] message);

  /// The peer has said something for the first time.
  void spoke(Channel channel);

  void closed(SipChannel channel, FlowEnd end);

  /// A connection never came up.
  void failed(FailedLink link);

  void event(TransportEvent.Kind kind, InetSocketAddress remote, String text);
}
