package ringfence.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import ringfence.sip.message.Transport;
import ringfence.transport.tls.ClientCertificate;
import ringfence.transport.tls.PeerVerifier;
import ringfence.transport.tls.Revocation;
import ringfence.transport.tls.Stapling;
import ringfence.transport.tls.TlsIdentity;
import ringfence.transport.tls.TlsPolicy;

/// A place to listen; port 0 takes any free one.
public sealed interface Listen {
  InetSocketAddress address();

  /// The transport as a Via names it.
  Transport transport();

  /// Who may come: datagrams and connections of others are dropped.
  Predicate<InetAddress> allowed();

  record Udp(InetSocketAddress address, Predicate<InetAddress> allowed) implements Listen {
    /// For everyone.
    public Udp(InetSocketAddress address) {
      this(address, _ -> true);
    }

    @Override
    public Transport transport() {
      return Transport.UDP;
    }
  }

  record Tcp(InetSocketAddress address, Predicate<InetAddress> allowed) implements Listen {
    /// For everyone.
    public Tcp(InetSocketAddress address) {
      this(address, _ -> true);
    }

    @Override
    public Transport transport() {
      return Transport.TCP;
    }
  }

  /// TLS over TCP.
  ///
  /// @param tls what this listener presents, speaks and asks for; no other listener's concern
  record Tls(InetSocketAddress address, TlsServer tls, Predicate<InetAddress> allowed)
      implements Listen {
    /// For everyone.
    public Tls(InetSocketAddress address, TlsServer tls) {
      this(address, tls, _ -> true);
    }

    @Override
    public Transport transport() {
      return Transport.TLS;
    }
  }

  /// The server side of TLS.
  ///
  /// @param identity presented to whoever asks for no name, or for one that is not in `names`
  /// @param names what is presented to clients that ask for a host name (RFC 6066 section 3), by
  ///   that name in lower case; `*.a.example` stands for one label
  /// @param clients judges the certificates of clients that present one
  /// @param revocation asked about a client that is found good otherwise; it must know at once
  /// @param resumption how long a session may be taken up again without a whole handshake; zero for
  ///   never. The certificate of its client is judged anew each time
  record TlsServer(
      TlsIdentity identity,
      Map<String, TlsIdentity> names,
      TlsPolicy policy,
      ClientCertificate wanted,
      PeerVerifier clients,
      Revocation revocation,
      Duration resumption,
      Stapling stapling) {
    public TlsServer {
      names = Map.copyOf(names);
    }

    /// One identity, nothing resumed and nobody asked whether anything was revoked.
    public TlsServer(
        TlsIdentity identity, TlsPolicy policy, ClientCertificate wanted, PeerVerifier clients) {
      this(
          identity,
          Map.of(),
          policy,
          wanted,
          clients,
          Revocation.unchecked(),
          Duration.ZERO,
          Stapling.none());
    }

    public TlsServer with(TlsIdentity other) {
      return new TlsServer(other, names, policy, wanted, clients, revocation, resumption, stapling);
    }

    public TlsServer naming(Map<String, TlsIdentity> others) {
      return new TlsServer(
          identity, others, policy, wanted, clients, revocation, resumption, stapling);
    }

    public TlsServer with(Revocation other) {
      return new TlsServer(identity, names, policy, wanted, clients, other, resumption, stapling);
    }

    public TlsServer with(Stapling other) {
      return new TlsServer(identity, names, policy, wanted, clients, revocation, resumption, other);
    }

    public TlsServer resuming(Duration life) {
      return new TlsServer(identity, names, policy, wanted, clients, revocation, life, stapling);
    }
  }
}
