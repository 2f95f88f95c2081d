package ringfence.transport.tls;

import java.security.cert.X509Certificate;
import java.util.List;

/// The witness that a peer's certificate passed the checks of its level. Only `PeerVerifier` makes
/// one.
public final class VerifiedPeer implements Verification {
  private final TrustLevel level;
  private final String name;
  private final List<X509Certificate> chain;

  VerifiedPeer(TrustLevel level, String name, List<X509Certificate> chain) {
    this.level = level;
    this.name = name;
    this.chain = List.copyOf(chain);
  }

  /// The level whose checks were made.
  public TrustLevel level() {
    return level;
  }

  /// The name that matched; below the levels that check it, the first name presented.
  public String name() {
    return name;
  }

  public X509Certificate certificate() {
    return chain.getFirst();
  }

  /// What the peer presented, its own certificate first.
  public List<X509Certificate> chain() {
    return chain;
  }

  /// Every name the certificate carries, as `IP:192.0.2.1` or `DNS:a.example`.
  public List<String> names() {
    return PeerNames.of(certificate()).texts();
  }

  @Override
  public String toString() {
    return "VerifiedPeer(" + name + ", " + level.text() + ")";
  }
}
