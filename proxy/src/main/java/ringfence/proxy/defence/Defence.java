package ringfence.proxy.defence;

import java.net.InetAddress;

/// What the proxy knows of sources, good and bad. Owned by the proxy's loop.
public final class Defence {
  private final Networks trusted;

  /// @param trusted whose requests need no digest
  public Defence(Networks trusted) {
    this.trusted = trusted;
  }

  /// Trusts nobody.
  public static Defence standard() {
    return new Defence(Networks.none());
  }

  /// Whether requests from there are forwarded without a digest, as those of a gateway that has no
  /// password are.
  public boolean trusts(InetAddress source) {
    return trusted.contains(source);
  }
}
