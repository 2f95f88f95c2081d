package ringfence.proxy.defence;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Kind;
import ringfence.manage.setting.Settings;
import ringfence.manage.setting.Variable;
import ringfence.proxy.routing.RoutingSettings;

/// The settings of the access list, of limits and of bans.
public interface DefenceSettings {
  String PAGE = "Proxy/Defence";

  Variable<List<Network>> TRUSTED_NETWORK =
      Variable.list("trusted_network", Network.KIND)
          .help(
              "Gateways and trunks without a password: their calls are not challenged, and limits"
                  + " for one address are not theirs. Who registers is challenged all the same.")
          .page(PAGE);

  Variable<List<Network>> ALLOW =
      Variable.list("allow", Network.KIND)
          .help("The only networks that are heard; every network when there is none.")
          .page(PAGE);

  Variable<List<Network>> DENY =
      Variable.list("deny", Network.KIND)
          .help("Networks that are not heard: no connection, no answer.")
          .page(PAGE);

  Variable<Integer> REQUESTS_PER_SECOND =
      Variable.number("requests_per_second", 1000, 1, 1_000_000)
          .help("Requests of one address in a second, over ten seconds; more are answered 503.")
          .page(PAGE);

  Variable<Integer> FAILED_AUTHENTICATIONS =
      Variable.number("failed_authentications", 10, 1, 10_000)
          .help(
              "Wrong passwords in a minute after which an address is banned. Where somebody proved"
                  + " a password the same day, only the guessed account is no longer asked for.")
          .page(PAGE);

  Variable<Integer> FAILED_AUTHENTICATIONS_PER_USER =
      Variable.number("failed_authentications_per_user", 100, 1, 100_000)
          .help(
              "Wrong passwords for one user in ten minutes, from anywhere, after which the user is"
                  + " let in only from where the password was proved the same day.")
          .page(PAGE);

  Variable<Integer> UNKNOWN_USERS =
      Variable.number("unknown_users", 20, 1, 10_000)
          .help(
              "Users that do not exist whom one address may name in ten minutes before it is banned.")
          .page(PAGE);

  Variable<Duration> BAN_TIME =
      Variable.seconds("ban_time", 600, 1, 31_536_000)
          .help("How long a banned address gets no connection and no answer.")
          .page(PAGE);

  Variable<List<String>> SCANNER_AGENT =
      Variable.list("scanner_agent", Kind.text(100))
          .help(
              "How the User-Agent of a scanner begins, beside those known (friendly-scanner, sipcli,"
                  + " pplsip, …); who sends it is banned at once.")
          .page(PAGE);

  Variable<Integer> MAX_CALLS_PER_USER =
      Variable.number("max_calls_per_user", 0, 0, 100_000)
          .help("Calls that a user of ours may make at once; 0 for any number.")
          .page(PAGE);

  Variable<Integer> MAX_CALLS_PER_ADDRESS =
      Variable.number("max_calls_per_address", 0, 0, 1_000_000)
          .help("Calls that one address may make at once; 0 for any number.")
          .page(PAGE);

  Variable<Integer> MEMORY_LIMIT =
      Variable.number("memory_limit", 85, 10, 100)
          .help(
              "The part of the heap that may be in use after a collection; beyond it new requests"
                  + " are answered 503, but not those within calls, of emergency numbers and of"
                  + " devices that register again.")
          .unit("%")
          .page(PAGE);

  Variable<Integer> UNSENT_LIMIT =
      Variable.number("unsent_limit", 256, 1, 1_000_000)
          .help("Octets that may wait for all peers who do not read; beyond it the same.")
          .unit("MiB")
          .page(PAGE);

  Variable<List<String>> EMERGENCY_NUMBER =
      Variable.of("emergency_number", Kind.text(32).repeated(), List.of("112", "911"))
          .help("A number that is called even when the proxy is short of resources or drains.")
          .page(PAGE);

  Variable<Duration> DRAIN_TIMEOUT =
      Variable.seconds("drain_timeout", 30, 0, 86_400)
          .help("How long calls under way may go on after the proxy was told to stop.")
          .page(PAGE);

  Declarations DECLARATIONS =
      Declarations.of(
          TRUSTED_NETWORK,
          ALLOW,
          DENY,
          REQUESTS_PER_SECOND,
          FAILED_AUTHENTICATIONS,
          FAILED_AUTHENTICATIONS_PER_USER,
          UNKNOWN_USERS,
          BAN_TIME,
          SCANNER_AGENT,
          MAX_CALLS_PER_USER,
          MAX_CALLS_PER_ADDRESS,
          MEMORY_LIMIT,
          UNSENT_LIMIT,
          EMERGENCY_NUMBER,
          DRAIN_TIMEOUT);

  static Defence defence(Settings settings) {
    var defence = Defence.standard();
    takeUp(defence, settings);
    return defence;
  }

  /// Lets a defence go on with these settings; bans and what is counted stay.
  static void takeUp(Defence defence, Settings settings) {
    var access =
        new AccessList(
            Networks.of(settings.get(TRUSTED_NETWORK)),
            Networks.of(settings.get(ALLOW)),
            Networks.of(settings.get(DENY)));
    defence.takeUp(access, limits(settings));
    long unsent = settings.get(UNSENT_LIMIT) * 1024L * 1024L;
    int underWay = settings.get(RoutingSettings.MAX_CALLS);
    defence
        .capacity()
        .takeUp(
            new Capacity.Limits(settings.get(MEMORY_LIMIT), unsent, underWay),
            Set.copyOf(settings.get(EMERGENCY_NUMBER)));
  }

  private static Limits limits(Settings settings) {
    List<String> agents = new ArrayList<>(Scanners.KNOWN);
    settings.get(SCANNER_AGENT).forEach(agent -> agents.add(agent.toLowerCase(Locale.ROOT)));
    return new Limits(
        settings.get(REQUESTS_PER_SECOND),
        settings.get(FAILED_AUTHENTICATIONS),
        settings.get(FAILED_AUTHENTICATIONS_PER_USER),
        settings.get(UNKNOWN_USERS),
        settings.get(BAN_TIME),
        agents,
        settings.get(MAX_CALLS_PER_USER),
        settings.get(MAX_CALLS_PER_ADDRESS));
  }

  /// Why these settings cannot stand together: anybody can write any address into the source of a
  /// datagram.
  ///
  /// @param datagrams whether there is a listener for UDP
  static Optional<String> problem(Settings settings, boolean datagrams) {
    return settings.get(TRUSTED_NETWORK).stream()
        .filter(network -> datagrams && network.isWide())
        .map(
            network ->
                "trusted_network = "
                    + network
                    + " with a udp: listener trusts whoever forges an address: name /8 or narrower")
        .findFirst();
  }
}
