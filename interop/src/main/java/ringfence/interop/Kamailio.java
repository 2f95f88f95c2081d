package ringfence.interop;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Kamailio as a registrar and proxy over UDP, TCP and TLS, with digest for every REGISTER and
/// INVITE. User `N` has the password `secretN`.
final class Kamailio implements AutoCloseable {
  static final int TLS_PORT = 5061;
  private static final int PORT = 5060;

  private static final Map<String, String> ALONE = Map.of("VERIFY", "0", "TRUST", "", "RELAY", "");

  private final Peer process;
  private final String address;
  private final String key;

  private Kamailio(Peer process, String address, String key) {
    this.process = process;
    this.address = address;
    this.key = key;
  }

  static Kamailio start(Ground ground, int host, Authority authority) {
    return start(ground, host, authority, ALONE);
  }

  /// One whose clients send their secret under its RSA key, so that who has the key reads what was
  /// sniffed.
  static Kamailio withRsaKeyTransport(Ground ground, int host, Authority authority) {
    Map<String, String> values = new HashMap<>(ALONE);
    values.put("METHOD", "TLSv1.2");
    values.put("SUITES", "AES128-GCM-SHA256");
    Authority.Issued issued = authority.issueRsa(ground.address(host));
    values.put("CERT", issued.certificate().toString());
    values.put("KEY", issued.key().toString());
    return start(ground, host, authority, values);
  }

  /// One that sends calls to users that begin with 9, without the 9, to the proxy at `other`, and
  /// lets in what comes from there: from a server whose certificate has that address.
  static Kamailio besides(Ground ground, int host, Authority authority, InetSocketAddress other) {
    String address = other.getHostString();
    String relay =
        """
        if ($rU =~ "^9") {
                strip(1);
                $ru = "sip:" + $rU + "@%s:%d;transport=tls";
                t_relay();
                exit;
            }
        """
            .formatted(address, other.getPort());
    String trust =
        """
        $var(trusted) = 0;
            if (proto == TLS && $tls_peer_verified == 1 && $tls_peer_san_ip == "%s") {
                $var(trusted) = 1;
            }
        """
            .formatted(address);
    return start(ground, host, authority, Map.of("VERIFY", "1", "TRUST", trust, "RELAY", relay));
  }

  private static Kamailio start(
      Ground ground, int host, Authority authority, Map<String, String> more) {
    String address = ground.address(host);
    Authority.Issued issued = authority.issue(address);
    var folder = ground.subfolder("kamailio");
    Map<String, String> values =
        new HashMap<>(
            Map.of(
                "ADDRESS", address,
                "PORT", Integer.toString(PORT),
                "TLSPORT", Integer.toString(TLS_PORT),
                "METHOD", "TLSv1.2+",
                "SUITES", "DEFAULT",
                "CERT", issued.certificate().toString(),
                "KEY", issued.key().toString(),
                "CA", authority.certificate().toString()));
    values.putAll(more);
    var settings = ground.write("kamailio/kamailio.cfg", folder.resolve("kamailio.cfg"), values);
    var command = List.of("kamailio", "-DD", "-E", "-Y", folder.toString(), "-f", "" + settings);
    Peer process = Peer.start("kamailio", folder, command);
    return new Kamailio(process.ready("ready for calls"), address, values.getOrDefault("KEY", ""));
  }

  InetSocketAddress tls() {
    return new InetSocketAddress(address, TLS_PORT);
  }

  /// The file of its private key.
  String key() {
    return key;
  }

  InetSocketAddress udp() {
    return new InetSocketAddress(address, PORT);
  }

  @Override
  public void close() {
    process.close();
  }
}
