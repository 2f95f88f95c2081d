package ringfence.proxy.opensips;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import ringfence.proxy.opensips.OpenSipsFile.Assignment;
import ringfence.proxy.opensips.OpenSipsFile.Warning;

/// The TLS domains of `tls_mgm`, in the spelling of 2.x (`"dom:/file"`, `"dom=address:port"`) and
/// of 3.x (`"[dom]/file"`, `match_ip_address`). A server domain for host names becomes rows of
/// `server_name`, one for an address a listener of its own, and one for everything the settings of
/// all listeners; the first client domain becomes what the proxy shows to other servers.
final class TlsDomains {
  private static final Pattern NEW = Pattern.compile("\\[([^\\]]*)\\]\\s*(.*)");

  private final List<Statement.ModParam> parameters = new ArrayList<>();
  private final Map<String, TlsDomain> domains = new LinkedHashMap<>();
  private final List<Assignment> settings;
  private final List<Warning> warnings;

  /// @param settings of the rest of the file; what these domains come to goes there, too
  TlsDomains(List<Assignment> settings, List<Warning> warnings) {
    this.settings = settings;
    this.warnings = warnings;
  }

  void add(Statement.ModParam parameter) {
    parameters.add(parameter);
  }

  /// Once the whole file has been read.
  ///
  /// @return the first line that cannot be read
  Optional<TlsDomain.Broken> resolve() {
    parameters.forEach(this::declare);
    for (Statement.ModParam each : parameters) {
      if (!isDeclaration(each)) take(each);
    }
    boolean client = false;
    for (TlsDomain domain : domains.values()) {
      if (domain.isClient() && client) {
        warn(
            domain.lines(),
            "one identity is shown to all servers, that of the first client domain");
        continue;
      }
      client = client || domain.isClient();
      Optional<TlsDomain.Broken> broken = new TlsDomainRows(domain, settings, warnings).resolve();
      if (broken.isPresent()) return broken;
    }
    return Optional.empty();
  }

  private static boolean isDeclaration(Statement.ModParam parameter) {
    return parameter.name().toLowerCase(Locale.ROOT).matches("(server|client)_domain");
  }

  private void declare(Statement.ModParam each) {
    if (!isDeclaration(each)) return;
    boolean client = each.name().toLowerCase(Locale.ROOT).startsWith("client");
    String[] parts = each.value().split("=", 2);
    var domain = new TlsDomain(parts[0].strip(), client);
    domain.declared(each.lines().first(), parts.length == 2 ? parts[1].strip() : "");
    domains.put(parts[0].strip(), domain);
  }

  private void take(Statement.ModParam each) {
    String value = each.value();
    var named = NEW.matcher(value);
    if (named.matches()) {
      domain(named.group(1).strip()).take(each, named.group(2).strip());
      return;
    }
    int colon = value.indexOf(':');
    String before = colon < 0 ? "" : value.substring(0, colon).strip();
    if (domains.containsKey(before)) domain(before).take(each, value.substring(colon + 1).strip());
    else domain("").take(each, value);
  }

  /// One that nobody declared holds for everything.
  private TlsDomain domain(String name) {
    return domains.computeIfAbsent(name, unknown -> new TlsDomain(unknown, false));
  }

  private void warn(List<Integer> lines, String why) {
    lines.forEach(line -> warnings.add(new Warning(line, why)));
  }

  static List<String> list(String value) {
    return Arrays.stream(value.split(",", -1))
        .map(String::strip)
        .filter(it -> !it.isEmpty())
        .toList();
  }
}
