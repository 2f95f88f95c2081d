package ringfence.proxy.routing;

import java.time.Duration;
import java.util.List;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Kind;
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

  Declarations DECLARATIONS =
      Declarations.of(DOMAIN, ADVERTISED_ADDRESS, STRICT_TRANSPORT, TIMER_C, MAX_CALLS);
}
