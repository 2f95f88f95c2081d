package ringfence.transport;

import io.netty.channel.Channel;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;

/// Connections that peers have opened and on which they have not said anything yet, in TLS or in
/// SIP. Where there are too many the oldest makes room for the newest: whoever wants to be served
/// speaks at once, and those who never do stand in nobody's way.
final class Newcomers {
  private final EndpointOptions.Limits limits;
  private final SequencedSet<Channel> all = new LinkedHashSet<>();
  private final Map<InetAddress, SequencedSet<Channel>> byAddress = new HashMap<>();

  Newcomers(EndpointOptions.Limits limits) {
    this.limits = limits;
  }

  /// Takes it up and returns the one that must go for it.
  Optional<Channel> add(Channel channel, InetAddress address) {
    all.add(channel);
    SequencedSet<Channel> same = byAddress.computeIfAbsent(address, _ -> new LinkedHashSet<>());
    same.add(channel);
    if (same.size() > limits.silentPerAddress()) return Optional.of(same.getFirst());
    return all.size() > limits.silent() ? Optional.of(all.getFirst()) : Optional.empty();
  }

  /// It has spoken, or is gone.
  void remove(Channel channel, InetAddress address) {
    if (!all.remove(channel)) return;
    byAddress.computeIfPresent(
        address,
        (_, same) -> {
          same.remove(channel);
          return same.isEmpty() ? null : same;
        });
  }

  int size() {
    return all.size();
  }
}
