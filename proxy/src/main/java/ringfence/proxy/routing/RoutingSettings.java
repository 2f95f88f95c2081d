package ringfence.proxy.routing;

import java.time.Duration;
import java.util.List;
import ringfence.manage.setting.Column;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Kind;
import ringfence.manage.setting.Table;
import ringfence.manage.setting.Variable;

/// The settings of routing.
public interface RoutingSettings {
  String PAGE = "Proxy/Routing";

  Variable<List<String>> DOMAIN =
      Variable.list("domain", Kind.text(255))
          .help("A domain whose users are ours, beside the addresses of the listeners.")
          .page(PAGE);

  Variable<String> ADVERTISED_ADDRESS =
      Variable.text("advertised_address", "")
          .help("The host in Via and Record-Route; the local address of the link when empty.")
          .page(PAGE);

  Variable<Boolean> STRICT_TRANSPORT =
      Variable.yesNo("strict_transport", false)
          .help(
              "Answers calls 500 whose target registered over TLS without transport=tls in its"
                  + " Contact, as old servers did; otherwise such a device is reached over its link.")
          .page(PAGE);

  Variable<Duration> TIMER_C =
      Variable.seconds("timer_c", 185, 181, 86_400)
          .help("How long a phone may ring before its branch is cancelled.")
          .page(PAGE);

  Variable<Integer> MAX_CALLS =
      Variable.number("max_calls", 20_000, 1, 1_000_000)
          .help("Requests under way at once; more are answered 503.")
          .page(PAGE);

  Variable<Boolean> RELAY =
      Variable.yesNo("relay", false)
          .help(
              "yes: our users may call any domain; its server is found by NAPTR and SRV, spoken to"
                  + " over TLS only, and has to show a certificate for its domain.")
          .page(PAGE);

  Variable<Duration> SERIAL_RING =
      Variable.seconds("serial_ring", 20, 1, 600)
          .help("How long the contacts with the highest q ring before those with the next do.")
          .page(PAGE);

  Variable<Duration> SERVER_SILENCE =
      Variable.seconds("server_silence", 4, 1, 32)
          .help(
              "A server that cannot be connected to, or says nothing to a request, for so long is"
                  + " left for the next that DNS or the settings name.")
          .page(PAGE);

  Variable<List<String>> DNS_SERVER =
      Variable.list("dns_server", Kind.text(64))
          .help("The address of a DNS server, with :port where it is not 53; the system's if none.")
          .page(PAGE);

  Table ALIAS = Table.of("alias", "address");

  Column<String> ALIAS_TARGET =
      ALIAS.column(
          Variable.text("target", "")
              .help(
                  "Whom user@domain stands for: one user or several, with commas between them. A"
                      + " domain stands for another domain.")
              .page(PAGE));

  Declarations DECLARATIONS =
      Declarations.of(
          DOMAIN,
          ADVERTISED_ADDRESS,
          STRICT_TRANSPORT,
          TIMER_C,
          MAX_CALLS,
          RELAY,
          SERIAL_RING,
          SERVER_SILENCE,
          DNS_SERVER,
          ALIAS_TARGET);
}
