package ringfence.transport;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import ringfence.transport.tls.ExpectedPeer;
import ringfence.transport.tls.PeerVerifier;
import ringfence.transport.tls.Revocation;
import ringfence.transport.tls.TlsIdentity;
import ringfence.transport.tls.TlsPolicy;

/// A connection to open.
///
/// @param remote resolved
/// @param local the address and port to connect from: the first free port from this one upward, or
///   any free one where it is 0
/// @param timeout bounds the whole set-up, TLS included
/// @param tls present for TLS, empty for TCP
public record Connect(
    InetSocketAddress remote, InetSocketAddress local, Duration timeout, Optional<TlsClient> tls) {

  public Connect {
    if (remote.isUnresolved()) throw new IllegalArgumentException("not resolved: " + remote);
  }

  /// The client side of TLS.
  ///
  /// @param identity presented when the server asks; empty sends an empty certificate message
  /// @param expected who the server should be; a name among it is sent as SNI
  /// @param revocation asked about a server that is found good otherwise
  public record TlsClient(
      Optional<TlsIdentity> identity,
      TlsPolicy policy,
      PeerVerifier verifier,
      ExpectedPeer expected,
      Revocation revocation) {

    /// Without asking whether anything was revoked.
    public TlsClient(
        Optional<TlsIdentity> identity,
        TlsPolicy policy,
        PeerVerifier verifier,
        ExpectedPeer expected) {
      this(identity, policy, verifier, expected, Revocation.unchecked());
    }

    public TlsClient with(Revocation other) {
      return new TlsClient(identity, policy, verifier, expected, other);
    }
  }

  /// Over TCP from any port.
  public static Connect tcp(InetSocketAddress remote) {
    return new Connect(remote, new InetSocketAddress(0), Duration.ofSeconds(127), Optional.empty());
  }

  /// Over TLS from any port.
  public static Connect tls(InetSocketAddress remote, TlsClient tls) {
    return new Connect(remote, new InetSocketAddress(0), Duration.ofSeconds(127), Optional.of(tls));
  }

  /// The same from this address, first free port from this one upward.
  public Connect from(InetSocketAddress other) {
    return new Connect(remote, other, timeout, tls);
  }

  public Connect within(Duration other) {
    return new Connect(remote, local, other, tls);
  }
}
