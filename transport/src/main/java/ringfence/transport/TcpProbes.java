package ringfence.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioChannelOption;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;

/// TCP's own keep-alive, RFC 9293 section 3.8.4: the system asks, and no program of the peer need
/// answer. It counts in whole seconds.
///
/// @param idle how long nothing comes before the first probe
/// @param interval between two probes
/// @param count so many without an answer end the connection
public record TcpProbes(Duration idle, Duration interval, int count) {
  void ask(Bootstrap bootstrap) {
    bootstrap
        .option(ChannelOption.SO_KEEPALIVE, true)
        .option(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE), seconds(idle))
        .option(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL), seconds(interval))
        .option(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT), count);
  }

  private static int seconds(Duration time) {
    return (int) Math.max(1, time.toSeconds());
  }
}
