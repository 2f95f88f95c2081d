package ringfence.transport.tls;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/// The witness that a peer's certificate passed the checks of its level. Only `PeerVerifier` makes
/// one.
public final class VerifiedPeer implements Verification {
  private final TrustLevel level;
  private final String name;
  private final List<X509Certificate> chain;
  private final Optional<X509Certificate> issuer;

  VerifiedPeer(
      TrustLevel level,
      String name,
      List<X509Certificate> chain,
      Optional<X509Certificate> issuer) {
    this.level = level;
    this.name = name;
    this.chain = List.copyOf(chain);
    this.issuer = issuer;
  }

  VerifiedPeer named(String other) {
    return new VerifiedPeer(level, other, chain, issuer);
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

  /// Who issued it, found on the way to an installed authority; empty where no way was looked for,
  /// and for a certificate that is installed itself.
  public Optional<X509Certificate> issuer() {
    return issuer;
  }

  /// Whether the certificate names this host or address, RFC 5922 section 7.2.
  public boolean isNamed(String host, boolean wildcards) {
    return PeerNames.of(certificate()).match(host, wildcards);
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
