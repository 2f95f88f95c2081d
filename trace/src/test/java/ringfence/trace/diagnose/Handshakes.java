package ringfence.trace.diagnose;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ringfence.trace.tls.Alert;
import ringfence.trace.tls.CertificateEntry;
import ringfence.trace.tls.CipherSuite;
import ringfence.trace.tls.Direction;
import ringfence.trace.tls.Extensions;
import ringfence.trace.tls.Extensions.Extension;
import ringfence.trace.tls.HandshakeMessage.CertificateMessage;
import ringfence.trace.tls.HandshakeMessage.ClientHello;
import ringfence.trace.tls.HandshakeMessage.ServerHello;
import ringfence.trace.tls.Octets;
import ringfence.trace.tls.ProtocolVersion;
import ringfence.trace.tls.TlsEvent;

/// Handshake messages for evidence.
final class Handshakes {
  static final CipherSuite ECDHE = new CipherSuite(0xC02B);
  private static final Octets RANDOM = Octets.of(new byte[32]);

  private Handshakes() {}

  /// @param name for server_name; empty for none
  static ClientHello hello(String name, CipherSuite... suites) {
    List<Extension> extensions = new ArrayList<>();
    if (!name.isEmpty()) {
      byte[] host = name.getBytes(StandardCharsets.US_ASCII);
      var data = new ByteArrayOutputStream();
      data.writeBytes(new byte[] {0, (byte) (host.length + 3), 0, 0, (byte) host.length});
      data.writeBytes(host);
      extensions.add(new Extension(0, Octets.of(data.toByteArray())));
    }
    return new ClientHello(
        ProtocolVersion.TLS_1_2, RANDOM, Octets.NONE, List.of(suites), new Extensions(extensions));
  }

  static ServerHello answer() {
    return new ServerHello(ProtocolVersion.TLS_1_2, RANDOM, Octets.NONE, ECDHE, Extensions.NONE);
  }

  static CertificateMessage certificates(X509Certificate... chain) {
    List<CertificateEntry> entries = new ArrayList<>();
    for (X509Certificate each : chain) {
      try {
        entries.add(new CertificateEntry(Octets.of(each.getEncoded()), Optional.of(each)));
      } catch (CertificateEncodingException e) {
        throw new IllegalStateException(e);
      }
    }
    return new CertificateMessage(entries);
  }

  static TlsEvent alert(int description) {
    return new TlsEvent.AlertSent(Direction.FORWARD, new Alert(2, description), false);
  }
}
