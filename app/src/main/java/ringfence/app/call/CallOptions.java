package ringfence.app.call;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import ringfence.adapter.call.MediaSecurity;
import ringfence.adapter.call.Mipt;
import ringfence.adapter.gateway.SipAuthentication;
import ringfence.adapter.gateway.SipEp;
import ringfence.adapter.gateway.SipInterop;
import ringfence.adapter.gateway.SipServers;
import ringfence.adapter.unit.UnitSettings;
import ringfence.app.capture.CaptureOptions;
import ringfence.app.capture.HepOption;
import ringfence.app.certificate.TlsSide;
import ringfence.app.certificate.ValidationOption;
import ringfence.app.option.DnsOption;
import ringfence.app.option.Options;
import ringfence.app.option.PasswordOption;
import ringfence.app.option.PskOptions;
import ringfence.app.option.Unusable;
import ringfence.manage.setting.Secret;
import ringfence.manage.setting.Settings;
import ringfence.media.codec.WavFile;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.SipUri;
import ringfence.sip.message.Transport;
import ringfence.transport.resolve.Locator;
import ringfence.transport.resolve.Target;
import ringfence.transport.tls.TlsIdentity;
import ringfence.transport.tls.TrustAnchors;
import ringfence.transport.tls.TrustLevel;

/// The options that `call` and `answer` share.
public final class CallOptions {
  @Option(names = "--user", defaultValue = "100", description = "who calls (default: 100)")
  String user;

  @Mixin private PasswordOption password;

  @Option(names = "--realm", description = "answer challenges of this realm only")
  Optional<String> realm;

  @Option(names = "--registrar", description = "register at HOST:PORT first, and call through it")
  Optional<String> registrar;

  @Option(
      names = "--outbound",
      description = "send everything by way of the proxy HOST:PORT, whatever names say")
  Optional<String> outbound;

  @Option(
      names = "--transport",
      defaultValue = "tls",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  Options.By transport;

  @Mixin private TlsSide side;

  @Mixin DnsOption dns;

  @Mixin private ValidationOption validation;

  @Option(
      names = "--mode",
      defaultValue = "secure",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  Options.Mode mode;

  @Option(
      names = "--keys",
      defaultValue = "mikey",
      description =
          "how SRTP keys are agreed: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  Options.Keys keys;

  @Mixin private PskOptions psk;

  @Option(
      names = "--suite",
      defaultValue = "AES_CM_128_HMAC_SHA1_80",
      description = "${COMPLETION-CANDIDATES}")
  MediaSecurity.Suite suite;

  @Option(
      names = "--codecs",
      split = ",",
      defaultValue = "PCMA,PCMU",
      description = "PCMA, PCMU or both (default: ${DEFAULT-VALUE})")
  List<String> codecs;

  @Option(names = "--play", description = "a WAV file to say: 8 kHz, one channel")
  Optional<Path> play;

  @Option(names = "--record", description = "a WAV file for what is heard")
  Optional<Path> record;

  @Option(names = "--dtmf", description = "keys to press once the call is up")
  Optional<String> dtmf;

  @Option(names = "--seconds", defaultValue = "0", description = "hang up after so long")
  int seconds;

  @Option(names = "--bind", description = "the local address (default: the way to the server)")
  Optional<String> bind;

  @Mixin CaptureOptions capture;

  @Mixin HepOption hep;

  @Option(names = "--key-log", description = "append the TLS secrets to a file for Wireshark")
  Optional<Path> keyLog;

  @Option(names = "--json", description = "the result as one JSON object")
  boolean json;

  public HostPort server(String text) throws Unusable {
    try {
      return HostPort.parse(text);
    } catch (IllegalArgumentException _) {
      throw new Unusable(text + " is not HOST:PORT");
    }
  }

  Settings settings(HostPort server, InetAddress local) throws Unusable, IOException {
    Settings settings =
        UnitSettings.server(UnitSettings.defaults(), server, transport.transport())
            .with(SipInterop.CERTIFICATE_VALIDATION, validation.level())
            .with(MediaSecurity.RTP_MODE, mode.rtpMode())
            .with(MediaSecurity.KEY_MANAGEMENT, keys.management())
            .with(MediaSecurity.SUITE, suite)
            .with(MediaSecurity.PRE_SHARED_KEY, psk.setting().orElse(Secret.of("")))
            .with(Mipt.G711_ALAW, codecs.contains("PCMA"))
            .with(Mipt.G711_MULAW, codecs.contains("PCMU"))
            .with(SipServers.OUTBOUND_HOST, way())
            .with(SipInterop.FORCE_NAPTR, dns.naptr())
            .with(SipAuthentication.REALM, "1", realm.orElse(""));
    if (!Set.of("PCMA", "PCMU").containsAll(codecs)) {
      throw new Unusable("--codecs " + String.join(",", codecs) + ": PCMA and PCMU are known");
    }
    if (transport.transport().equals(Transport.UDP)) {
      settings = settings.with(SipEp.PORT, SipEp.GATEWAY, freePort(local));
    }
    return UnitSettings.line(
        settings, user, password.secret(user, registrar.isPresent()), registrar.isPresent());
  }

  private HostPort way() throws Unusable {
    return outbound.isPresent() ? server(outbound.get()) : SipServers.NONE;
  }

  private static int freePort(InetAddress local) throws SocketException {
    try (var probe = new DatagramSocket(new InetSocketAddress(local, 0))) {
      return probe.getLocalPort();
    }
  }

  /// Whether a password was given, or can be asked for.
  public boolean givesPassword() {
    return password.isGiven();
  }

  public Optional<String> registrar() {
    return registrar;
  }

  public Optional<String> outbound() {
    return outbound;
  }

  public Options.By transport() {
    return transport;
  }

  public DnsOption dns() {
    return dns;
  }

  public Options.Keys keys() {
    return keys;
  }

  public boolean json() {
    return json;
  }

  /// A registration alone: there is no call whose keys could matter. The domain stays that of the
  /// user, and is not looked up where its registrar is named.
  public void register(SipUri who) {
    user = who.userText().orElse(user);
    mode = Options.Mode.UNSECURE;
    outbound = outbound.or(() -> registrar);
    registrar = Optional.of(who.host().toString());
  }

  public void offer(Options.Mode mode, Options.Keys keys) {
    this.mode = mode;
    this.keys = keys;
  }

  /// So long a call lasts where nobody asked for another length.
  public void endAfter(int seconds) {
    if (this.seconds == 0) this.seconds = seconds;
  }

  public TrustLevel level() throws Unusable {
    return validation.level();
  }

  public TrustAnchors trust() throws Unusable {
    return side.trust();
  }

  public Optional<TlsIdentity> identity() throws Unusable {
    return side.identity();
  }

  /// The local address: as bound, or the one that the way to the server leaves from.
  InetAddress local(HostPort named) throws Unusable {
    if (bind.isPresent()) return Options.address(bind.get());
    HostPort server = outbound.isPresent() ? way() : named;
    try (var probe = new DatagramSocket()) {
      probe.connect(reached(server));
      return probe.getLocalAddress();
    } catch (IOException | UncheckedIOException e) {
      throw new Unusable("no way to " + server + ": " + e.getMessage());
    }
  }

  /// What is looked up of a server, RFC 3263.
  public Target target(HostPort server) {
    var target = Target.of(server, transport.transport());
    return dns.naptr() ? target.askingNaptr() : target;
  }

  /// The first address of a server.
  private InetSocketAddress reached(HostPort server) throws Unusable {
    return switch (dns.asked().locator().locate(target(server)).join()) {
      case Locator.Located.Found(var found) -> found.getFirst().address();
      case Locator.Located.NotFound(String reason) -> throw new Unusable(reason);
    };
  }

  /// What to say; empty without a file.
  short[] playing() throws Unusable {
    if (play.isEmpty()) return new short[0];
    try {
      return switch (WavFile.read(Files.readAllBytes(play.get()))) {
        case WavFile.Samples samples -> samples.samples();
        case WavFile.Unusable(String reason) ->
            throw new Unusable(
                play.get() + ": " + reason + "; ffmpeg -i IN -ar 8000 -ac 1 OUT.wav makes one");
      };
    } catch (IOException _) {
      throw new Unusable(play.get() + ": cannot be read");
    }
  }

  static SecureRandom chance() {
    return new SecureRandom();
  }
}
