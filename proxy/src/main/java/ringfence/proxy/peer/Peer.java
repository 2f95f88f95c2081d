package ringfence.proxy.peer;

import ringfence.transport.resolve.Target;

/// A server that requests go to on connections of ours: a trunk, a gateway, the proxy of another
/// domain, another node of this proxy.
///
/// @param name what flow tokens, the log and the pages call it
/// @param target where it is looked for, RFC 3263
/// @param identity the name that its certificate has to carry, RFC 5922; the one that was asked
///   for, not one that DNS led to
public record Peer(String name, Target target, String identity) {
  /// A server that is what its address says.
  public Peer(String name, Target target) {
    this(name, target, target.host());
  }
}
