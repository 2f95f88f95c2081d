package ringfence.app.lab;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import ringfence.adapter.call.MediaSecurity;
import ringfence.app.capture.Capture;
import ringfence.app.capture.HepOption;
import ringfence.manage.setting.Secret;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.Transport;

/// The seed's set-up on loopback: who is where, and how they are to talk.
///
/// @param network the first three octets of every address
/// @param preSharedKey of both adapters, for MIKEY; a fresh one where none is given
/// @param length how long the tones last
public record LabPlan(
    String network,
    Transport transport,
    MediaSecurity.RtpMode mode,
    MediaSecurity.Keys keys,
    Optional<Secret> preSharedKey,
    MediaSecurity.Suite suite,
    Duration length,
    Path data,
    int console,
    Optional<Capture> capture,
    Optional<LabLesson> lesson,
    HepOption hep) {
  static final String GATEWAY = "OpenSIPS";
  static final int PROXY_HOST = 11;
  static final int PROXY_PORT = 5062;
  static final double TONE_OF_A = 1000;
  static final double TONE_OF_B = 1400;

  /// One adapter of the set-up.
  record Adapter(String name, String user, int host) {}

  static final List<Adapter> ADAPTERS =
      List.of(new Adapter("A", "100", 30), new Adapter("B", "101", 12));

  InetAddress address(int host) {
    return InetAddress.ofLiteral(network + "." + host);
  }

  InetAddress proxyAddress() {
    return address(PROXY_HOST);
  }

  HostPort proxy() {
    return HostPort.of(network + "." + PROXY_HOST, PROXY_PORT);
  }

  boolean isTls() {
    return transport.equals(Transport.TLS);
  }

  boolean isSecure() {
    return mode != MediaSecurity.RtpMode.UNSECURE;
  }

  /// Where an adapter's pages are.
  String web(Adapter adapter) {
    return web(adapter.host());
  }

  /// Where the proxy's pages are.
  String proxyWeb() {
    return web(PROXY_HOST);
  }

  private String web(int host) {
    return "http://" + network + "." + host + ":" + console + "/";
  }
}
