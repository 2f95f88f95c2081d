package ringfence.app;

import java.io.Console;
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
import ringfence.manage.setting.Secret;
import ringfence.manage.setting.Settings;
import ringfence.media.codec.WavFile;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.Transport;
import ringfence.transport.resolve.Locator;
import ringfence.transport.resolve.Target;
import ringfence.transport.tls.TlsIdentity;
import ringfence.transport.tls.TrustAnchors;
import ringfence.transport.tls.TrustLevel;

/// The options that `call` and `answer` share.
final class CallOptions {
  @Option(names = "--user", defaultValue = "100", description = "who calls (default: 100)")
  String user;

  private static final String PASSWORD_VARIABLE = "RINGFENCE_PASSWORD";

  @Option(
      names = "--password",
      description =
          "better: --password-file or the variable "
              + PASSWORD_VARIABLE
              + ", which ps does not show; at a terminal it is asked for")
  Optional<String> password;

  @Option(names = "--password-file", description = "a file whose first line is the password")
  Optional<Path> passwordFile;

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

  @Option(
      names = "--validation",
      defaultValue = "HostName",
      description = "NoValidation, TrustedCertificate, DnsSrvResponse or HostName (default)")
  String validation;

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

  HostPort server(String text) throws Main.Unusable {
    try {
      return HostPort.parse(text);
    } catch (IllegalArgumentException _) {
      throw new Main.Unusable(text + " is not HOST:PORT");
    }
  }

  Settings settings(HostPort server, InetAddress local) throws Main.Unusable, IOException {
    Settings settings =
        UnitSettings.server(UnitSettings.defaults(), server, transport.transport())
            .with(SipInterop.CERTIFICATE_VALIDATION, level(validation))
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
      throw new Main.Unusable("--codecs " + String.join(",", codecs) + ": PCMA and PCMU are known");
    }
    if (transport.transport().equals(Transport.UDP)) {
      settings = settings.with(SipEp.PORT, SipEp.GATEWAY, freePort(local));
    }
    return UnitSettings.line(settings, user, secret(), registrar.isPresent());
  }

  private HostPort way() throws Main.Unusable {
    return outbound.isPresent() ? server(outbound.get()) : SipServers.NONE;
  }

  private static int freePort(InetAddress local) throws SocketException {
    try (var probe = new DatagramSocket(new InetSocketAddress(local, 0))) {
      return probe.getLocalPort();
    }
  }

  /// By the file, else as given, else by the environment, else asked for at a terminal.
  private Secret secret() throws Main.Unusable {
    if (passwordFile.isPresent()) return secret(passwordFile.get());
    Optional<String> given =
        password.or(() -> Optional.ofNullable(System.getenv(PASSWORD_VARIABLE)));
    if (given.isPresent()) return Secret.of(given.get());
    Optional<Console> terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal);
    if (registrar.isEmpty() || terminal.isEmpty()) return Secret.of("");
    char[] typed = terminal.get().readPassword("Password of %s: ", user);
    return Secret.of(typed == null ? "" : String.valueOf(typed));
  }

  private static Secret secret(Path file) throws Main.Unusable {
    try {
      return Secret.of(Files.readString(file).lines().findFirst().orElse(""));
    } catch (IOException _) {
      throw new Main.Unusable(file + ": cannot be read");
    }
  }

  static TrustLevel level(String validation) throws Main.Unusable {
    for (TrustLevel level : TrustLevel.values()) {
      if (level.text().equalsIgnoreCase(validation)) return level;
    }
    throw new Main.Unusable(
        "--validation "
            + validation
            + ": allowed are NoValidation, TrustedCertificate, DnsSrvResponse, HostName");
  }

  TrustAnchors trust() throws Main.Unusable {
    return side.trust();
  }

  Optional<TlsIdentity> identity() throws Main.Unusable {
    return side.identity();
  }

  /// The local address: as bound, or the one that the way to the server leaves from.
  InetAddress local(HostPort named) throws Main.Unusable {
    HostPort server = outbound.isPresent() ? way() : named;
    try (var probe = new DatagramSocket()) {
      if (bind.isPresent()) return InetAddress.getByName(bind.get());
      probe.connect(reached(server));
      return probe.getLocalAddress();
    } catch (IOException | UncheckedIOException e) {
      throw new Main.Unusable("no way to " + server + ": " + e.getMessage());
    }
  }

  /// What is looked up of a server, RFC 3263.
  Target target(HostPort server) {
    var target = Target.of(server, transport.transport());
    return dns.naptr() ? target.askingNaptr() : target;
  }

  /// The first address of a server.
  private InetSocketAddress reached(HostPort server) throws Main.Unusable {
    return switch (dns.asked().locator().locate(target(server)).join()) {
      case Locator.Located.Found(var found) -> found.getFirst().address();
      case Locator.Located.NotFound(String reason) -> throw new Main.Unusable(reason);
    };
  }

  /// What to say; empty without a file.
  short[] playing() throws Main.Unusable {
    if (play.isEmpty()) return new short[0];
    try {
      return switch (WavFile.read(Files.readAllBytes(play.get()))) {
        case WavFile.Samples samples -> samples.samples();
        case WavFile.Unusable(String reason) ->
            throw new Main.Unusable(
                play.get() + ": " + reason + "; ffmpeg -i IN -ar 8000 -ac 1 OUT.wav makes one");
      };
    } catch (IOException _) {
      throw new Main.Unusable(play.get() + ": cannot be read");
    }
  }

  static SecureRandom chance() {
    return new SecureRandom();
  }
}
