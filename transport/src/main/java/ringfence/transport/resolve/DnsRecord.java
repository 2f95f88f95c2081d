package ringfence.transport.resolve;

import java.net.InetAddress;

/// A record of the DNS, as far as locating a SIP server needs it.
public sealed interface DnsRecord {
  /// An A or AAAA record.
  record Address(InetAddress address) implements DnsRecord {}

  /// A server of a service, RFC 2782.
  ///
  /// @param target a name; empty where the service is "decidedly not available"
  record Srv(int priority, int weight, int port, String target) implements DnsRecord {}

  /// A service of a domain, RFC 3403.
  ///
  /// @param replacement the name to ask for next
  record Naptr(int order, int preference, String flags, String service, String replacement)
      implements DnsRecord {}
}
