package ringfence.transport;

import java.net.InetSocketAddress;
import ringfence.sip.message.Transport;
import ringfence.transport.tls.Refusal;

/// A connection that never came up.
///
/// @param outgoing whether it was ours
/// @param local the listener it came to; with port 0 where ours had none yet
public record FailedLink(
    Transport transport,
    boolean outgoing,
    InetSocketAddress local,
    InetSocketAddress remote,
    Refusal why) {}
