package ringfence.proxy.defence;

import java.net.InetAddress;

/// Who may come at all, by network.
///
/// @param trusted whose requests need no digest, and who may always come
/// @param allowed the only ones who may come, if there are any
/// @param denied who may not
public record AccessList(Networks trusted, Networks allowed, Networks denied) {
  /// Everybody may come and nobody is trusted.
  public static AccessList open() {
    return new AccessList(Networks.none(), Networks.none(), Networks.none());
  }

  public boolean trusts(InetAddress source) {
    return trusted.contains(source);
  }

  /// Whether connections and datagrams from there are taken.
  public boolean admits(InetAddress source) {
    if (trusts(source)) return true;
    return !denied.contains(source) && (allowed.isEmpty() || allowed.contains(source));
  }
}
