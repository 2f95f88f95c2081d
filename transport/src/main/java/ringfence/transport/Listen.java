package ringfence.transport;

import java.net.InetSocketAddress;
import ringfence.sip.message.Transport;
import ringfence.transport.tls.ClientCertificate;
import ringfence.transport.tls.PeerVerifier;
import ringfence.transport.tls.TlsIdentity;
import ringfence.transport.tls.TlsPolicy;

/// A place to listen; port 0 takes any free one.
public sealed interface Listen {
  InetSocketAddress address();

  /// The transport as a Via names it.
  Transport transport();

  record Udp(InetSocketAddress address) implements Listen {
    @Override
    public Transport transport() {
      return Transport.UDP;
    }
  }

  record Tcp(InetSocketAddress address) implements Listen {
    @Override
    public Transport transport() {
      return Transport.TCP;
    }
  }

  /// TLS over TCP.
  ///
  /// @param tls what this listener presents, speaks and asks for; no other listener's concern
  record Tls(InetSocketAddress address, TlsServer tls) implements Listen {
    @Override
    public Transport transport() {
      return Transport.TLS;
    }
  }

  /// The server side of TLS.
  ///
  /// @param clients judges the certificates of clients that present one
  record TlsServer(
      TlsIdentity identity, TlsPolicy policy, ClientCertificate wanted, PeerVerifier clients) {}
}
