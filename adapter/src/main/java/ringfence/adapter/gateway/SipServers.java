package ringfence.adapter.gateway;

import java.time.Duration;
import java.util.Optional;
import ringfence.manage.setting.Column;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Kind;
import ringfence.manage.setting.Settings;
import ringfence.manage.setting.Table;
import ringfence.manage.setting.Variable;
import ringfence.sip.message.HostPort;
import ringfence.transport.EndpointOptions.Times;

/// The settings of the page SIP > Servers. What a gateway sets for itself replaces the default
/// servers for that gateway only.
///
/// In a host:port the port 0 is the protocol's own, and `0.0.0.0:0` is no server at all.
public interface SipServers {
  HostPort NONE = HostPort.of("0.0.0.0", 0);

  Variable<HostPort> REGISTRAR_HOST =
      Variable.of("SipEp.DefaultStaticRegistrarHost", host(), HostPort.of("192.168.10.10", 0))
          .label("Registrar Host")
          .help("Where the lines register. Port 0 is the protocol's own.")
          .page("SIP/Servers");
  Variable<HostPort> PROXY_HOST =
      Variable.of("SipEp.DefaultStaticProxyHost", host(), HostPort.of("192.168.10.10", 0))
          .label("Proxy Host")
          .help("Where calls go; its name stands in the From and To of every request.")
          .page("SIP/Servers");
  Variable<HostPort> OUTBOUND_HOST =
      Variable.of("SipEp.DefaultStaticProxyOutboundHost", host(), NONE)
          .label("Outbound Proxy Host")
          .help("Everything is sent by way of it; 0.0.0.0:0 for none.")
          .page("SIP/Servers");

  Table SPECIFIC_REGISTRATION =
      Table.of("SipEp.GwSpecificRegistration", "GatewayName").following(SipEp.GATEWAYS);
  Column<Boolean> SPECIFIC_REGISTRAR =
      SPECIFIC_REGISTRATION.column(
          Variable.enable("EnableConfig", false)
              .label("Gateway Specific")
              .shown("Yes", "No")
              .help("Whether the gateway has a registrar of its own.")
              .page("SIP/Servers"));
  Column<HostPort> SPECIFIC_REGISTRAR_HOST =
      SPECIFIC_REGISTRATION.column(
          Variable.of("RegistrarHost", host(), HostPort.of("192.168.0.10", 0))
              .help("The gateway's own registrar.")
              .page("SIP/Servers"));

  Table SPECIFIC_PROXIES =
      Table.of("SipEp.GwSpecificProxy", "GatewayName").following(SipEp.GATEWAYS);
  Column<Boolean> SPECIFIC_PROXY =
      SPECIFIC_PROXIES.column(
          Variable.enable("EnableConfig", false)
              .label("Gateway Specific")
              .shown("Yes", "No")
              .help("Whether the gateway has proxies of its own.")
              .page("SIP/Servers"));
  Column<HostPort> SPECIFIC_PROXY_HOST =
      SPECIFIC_PROXIES.column(
          Variable.of("ProxyHost", host(), HostPort.of("192.168.0.10", 0))
              .help("The gateway's own proxy.")
              .page("SIP/Servers"));
  Column<HostPort> SPECIFIC_OUTBOUND_HOST =
      SPECIFIC_PROXIES.column(
          Variable.of("OutboundProxyHost", host(), NONE)
              .help("The gateway's own outbound proxy; 0.0.0.0:0 for none.")
              .page("SIP/Servers"));

  Variable<OutboundProxyType> OUTBOUND_TYPE =
      Variable.choice("SipEp.OutboundProxyType", OutboundProxyType.LOOSE_ROUTER)
          .help("How a request says that it goes by way of the outbound proxy.")
          .page("SIP/Servers");
  Variable<KeepAliveMethod> KEEP_ALIVE_METHOD =
      Variable.choice("SipEp.KeepAliveMethod", KeepAliveMethod.PING)
          .help(
              "How the way to the proxy is tried: a CRLF ping or TCP's own keep-alive on links, or"
                  + " OPTIONS requests.")
          .page("SIP/Servers");
  Variable<Duration> KEEP_ALIVE_INTERVAL =
      Variable.seconds("SipEp.KeepAliveInterval", 30, 1, 3600)
          .help("Within it a server that does not answer is noticed, and its link is down.")
          .page("SIP/Servers");
  Variable<Integer> KEEP_ALIVE_RETRY =
      Variable.number("SipEp.KeepAliveRetry", 3, 0, 10)
          .help("With TcpKeepAlive: how often TCP asks again before the link is down.")
          .page("SIP/Servers");

  Declarations DECLARATIONS =
      Declarations.of(
          REGISTRAR_HOST,
          PROXY_HOST,
          OUTBOUND_HOST,
          SPECIFIC_REGISTRAR,
          SPECIFIC_REGISTRAR_HOST,
          SPECIFIC_PROXY,
          SPECIFIC_PROXY_HOST,
          SPECIFIC_OUTBOUND_HOST,
          OUTBOUND_TYPE,
          KEEP_ALIVE_METHOD,
          KEEP_ALIVE_INTERVAL,
          KEEP_ALIVE_RETRY);

  /// The servers of one gateway.
  ///
  /// @param outbound what every request is sent by way of
  record Of(HostPort registrar, HostPort proxy, Optional<HostPort> outbound) {}

  /// The servers of that gateway: its own, or else the default ones.
  static Of of(Settings settings, String gateway) {
    boolean ownProxy = settings.get(SPECIFIC_PROXY, gateway);
    HostPort outbound =
        ownProxy ? settings.get(SPECIFIC_OUTBOUND_HOST, gateway) : settings.get(OUTBOUND_HOST);
    return new Of(
        settings.get(SPECIFIC_REGISTRAR, gateway)
            ? settings.get(SPECIFIC_REGISTRAR_HOST, gateway)
            : settings.get(REGISTRAR_HOST),
        ownProxy ? settings.get(SPECIFIC_PROXY_HOST, gateway) : settings.get(PROXY_HOST),
        Optional.of(outbound).filter(SipServers::isServer));
  }

  /// The times of an endpoint whose links are watched as the settings say.
  static Times keepAlive(Settings settings, Times times) {
    var within = KeepAliveTimes.within(settings.get(KEEP_ALIVE_INTERVAL));
    return switch (settings.get(KEEP_ALIVE_METHOD)) {
      case NONE, SIP_OPTIONS -> times;
      case PING -> within.pings(times);
      case TCP_KEEP_ALIVE -> within.probes(times, settings.get(KEEP_ALIVE_RETRY));
    };
  }

  /// How long a link may take to open: a server that does not even take it is noticed as soon as
  /// one that falls silent.
  static Duration connectTimeout(Settings settings) {
    Duration most = settings.get(SipInterop.CONNECT_TIMEOUT);
    Duration interval = settings.get(KEEP_ALIVE_INTERVAL);
    boolean watched = settings.get(KEEP_ALIVE_METHOD) != KeepAliveMethod.NONE;
    return watched && interval.compareTo(most) < 0 ? interval : most;
  }

  /// Whether it names a server at all.
  static boolean isServer(HostPort host) {
    return !host.host().equals(NONE.host());
  }

  /// Whether it is the server of the factory's settings, which nobody has.
  static boolean isFactory(HostPort host) {
    return host.equals(PROXY_HOST.initial());
  }

  /// The server as it stands in a URI, where the port 0 of a setting has no place.
  static HostPort inUri(HostPort server) {
    return server.portOr(0) == 0 ? HostPort.of(server.address()) : server;
  }

  private static Kind<HostPort> host() {
    return Kind.of(
        "a name or address with a port, such as 192.0.2.1:5062; empty or 0.0.0.0:0 for none",
        SipServers::readHost);
  }

  private static Optional<HostPort> readHost(String text) {
    try {
      return Optional.of(text.isBlank() ? NONE : HostPort.parse(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
