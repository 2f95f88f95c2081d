package ringfence.proxy.peer;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import ringfence.manage.setting.Column;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Kind;
import ringfence.manage.setting.Table;
import ringfence.manage.setting.Variable;
import ringfence.sip.message.MalformedHeaderException;
import ringfence.sip.message.SipUri;

/// The settings of trunks: servers that calls are sent to or come from.
public interface PeerSettings {
  String PAGE = "Proxy/Trunks";

  Table TRUNK = Table.of("trunk", "name");

  Column<Optional<SipUri>> ADDRESS =
      TRUNK.column(
          Variable.of(
                  "address",
                  new Kind<>(
                      "a SIP URI without a user, as sip:gw.example;transport=tls",
                      Kind.Form.TEXT,
                      PeerSettings::address,
                      uri -> List.of(uri.map(SipUri::toString).orElse("")),
                      Optional.empty()),
                  Optional.<SipUri>empty())
              .help("Where the trunk is: looked up by NAPTR and SRV where no port is given.")
              .page(PAGE));

  Column<String> DOMAINS =
      TRUNK.column(
          Variable.text("domains", "")
              .help("The domains whose calls go to it, with commas between them.")
              .page(PAGE));

  Column<String> PREFIXES =
      TRUNK.column(
          Variable.text("prefixes", "")
              .help(
                  "Calls to users of ours that nobody has and that begin so go to it, as 0,+; with"
                      + " commas between them. The longest that fits decides.")
              .page(PAGE));

  Column<Integer> STRIP =
      TRUNK.column(
          Variable.number("strip", 0, 0, 32)
              .help("So many characters of the user are taken off before it is called.")
              .page(PAGE));

  Column<Integer> PRIORITY =
      TRUNK.column(
          Variable.number("priority", 1, 1, 100)
              .help("Among trunks for the same calls the lowest is tried first.")
              .page(PAGE));

  Column<String> IDENTITY =
      TRUNK.column(
          Variable.text("identity", "")
              .help("The name that its certificate has to carry; the host of its address if empty.")
              .page(PAGE));

  Column<Boolean> ACCEPT_CALLS =
      TRUNK.column(
          Variable.yesNo("accept_calls", false)
              .help(
                  "yes: its calls to our users are let in without a password, once its certificate"
                      + " has shown its identity or, without TLS, when they come from its address.")
              .page(PAGE));

  Column<Duration> OPTIONS_INTERVAL =
      TRUNK.column(
          Variable.seconds("options_interval", 30, 0, 3600)
              .help("It is asked by OPTIONS so often whether it is there; never with 0.")
              .page(PAGE));

  Column<Boolean> MAINTENANCE =
      TRUNK.column(
          Variable.yesNo("maintenance", false)
              .help("yes: no new calls are sent to it; those that it has go on.")
              .page(PAGE));

  Declarations DECLARATIONS =
      Declarations.of(
          ADDRESS,
          DOMAINS,
          PREFIXES,
          STRIP,
          PRIORITY,
          IDENTITY,
          ACCEPT_CALLS,
          OPTIONS_INTERVAL,
          MAINTENANCE);

  private static Optional<Optional<SipUri>> address(String text) {
    try {
      SipUri uri = SipUri.parse(text);
      return uri.user().isEmpty() ? Optional.of(Optional.of(uri)) : Optional.empty();
    } catch (MalformedHeaderException _) {
      return Optional.empty();
    }
  }
}
