package ringfence.proxy.opensips;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import ringfence.proxy.opensips.OpenSipsFile.Assignment;
import ringfence.proxy.opensips.OpenSipsFile.Warning;
import ringfence.proxy.opensips.TlsDomain.Broken;
import ringfence.proxy.opensips.TlsDomain.Said;

/// Writes one TLS domain as settings of ours.
final class TlsDomainRows {
  private final TlsDomain domain;
  private final List<Assignment> settings;
  private final List<Warning> warnings;

  TlsDomainRows(TlsDomain domain, List<Assignment> settings, List<Warning> warnings) {
    this.domain = domain;
    this.settings = settings;
    this.warnings = warnings;
  }

  Optional<Broken> resolve() {
    if (domain.isClient()) return all(TlsDomainRows::clientSetting);
    if (!domain.hosts().isEmpty()) return hosts();
    return domain.addresses().isEmpty() ? all(TlsDomainRows::serverSetting) : listener();
  }

  private Optional<Broken> listener() {
    String row = "listener[name=" + domain.name() + "].";
    String place = "tls:" + domain.addresses().getFirst();
    for (int i = 0; i < settings.size(); i++) {
      Assignment each = settings.get(i);
      if (!each.name().equals("listen") || !each.value().equals(place)) continue;
      settings.set(i, new Assignment(each.line(), row + "address", each.value()));
      for (String other : domain.addresses().subList(1, domain.addresses().size())) {
        warn(each.line(), domain.name() + " is for one address here, not for " + other);
      }
      return all(name -> row + serverSetting(name));
    }
    for (int line : domain.lines()) {
      warn(line, domain.name() + " is for " + place + ", where nothing listens");
    }
    return Optional.empty();
  }

  private Optional<Broken> hosts() {
    for (int line : domain.addressLines()) {
      warn(line, "match_ip_address: a host name is served at every tls: listener here");
    }
    for (Said said : domain.parameters().values()) {
      String name = name(said);
      if (name.equals("certificate") || name.equals("private_key")) {
        for (String host : domain.hosts()) {
          settings.add(
              new Assignment(said.line(), "server_name[name=" + host + "]." + name, said.value()));
        }
      } else {
        warn(said.line(), name + " is a matter of the listener here, not of a host name");
      }
    }
    return Optional.empty();
  }

  private String name(Said said) {
    return domain.parameters().entrySet().stream()
        .filter(entry -> entry.getValue().equals(said))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }

  private static String serverSetting(String name) {
    return switch (name) {
      case "verify_cert" -> "verify_client";
      case "require_cert" -> "require_client_certificate";
      case "tls_method" -> "tls_min";
      default -> name;
    };
  }

  private static String clientSetting(String name) {
    return switch (name) {
      case "certificate" -> "client_certificate";
      case "private_key" -> "client_private_key";
      case "ca_list" -> "server_ca_list";
      case "verify_cert" -> "verify_server";
      default -> name;
    };
  }

  private Optional<Broken> all(UnaryOperator<String> setting) {
    for (var entry : domain.parameters().entrySet()) {
      Said said = entry.getValue();
      switch (outcome(entry.getKey(), setting.apply(entry.getKey()), said.value())) {
        case Outcome.Set(var name, var value) ->
            settings.add(new Assignment(said.line(), name, value));
        case Outcome.Ignored(var why) -> warn(said.line(), why);
        case Outcome.Wrong(var allowed) -> {
          return Optional.of(new Broken(said, allowed));
        }
        case Outcome.Guessed _, Outcome.Advertised _, Outcome.Later _ ->
            throw new IllegalStateException(entry.getKey());
      }
    }
    return Optional.empty();
  }

  private Outcome outcome(String name, String setting, String value) {
    if (value.isEmpty())
      return new Outcome.Wrong("\"[domain]value\", \"domain:value\" or \"value\"");
    return switch (name) {
      case "certificate", "private_key", "ca_list" -> new Outcome.Set(setting, value);
      case "verify_cert" -> Values.yesNo(value, setting);
      case "require_cert" ->
          domain.isClient()
              ? new Outcome.Ignored("require_cert: a server always has to present one")
              : Values.yesNo(value, setting);
      case "tls_method" ->
          domain.isClient()
              ? new Outcome.Ignored("tls_method: TLS 1.2 and 1.3 are spoken to other servers")
              : Values.method(value, setting);
      case "crl_dir", "crl_check_all" ->
          new Outcome.Ignored(name + ": put the lists into one file and name it as crl");
      case "ca_dir" ->
          new Outcome.Ignored("ca_dir: put the authorities into one file and name it as ca_list");
      case "ciphers_list", "dh_params", "ec_curve" ->
          new Outcome.Ignored(
              name + ": suites with forward secrecy are chosen by the proxy itself");
      default -> new Outcome.Ignored("tls_mgm " + name + " has no counterpart here");
    };
  }

  private void warn(int line, String why) {
    warnings.add(new Warning(line, why));
  }
}
