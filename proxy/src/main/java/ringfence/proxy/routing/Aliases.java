package ringfence.proxy.routing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import ringfence.manage.setting.Settings;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.MalformedHeaderException;
import ringfence.sip.message.SipUri;

/// Other names of users and domains: `sales@example.com` for one user or several, `example.net` for
/// the domain `example.com`.
public final class Aliases {
  /// An alias may lead to an alias, but not round in a circle.
  private static final int DEEPEST = 5;

  private final Map<String, List<String>> targets = new HashMap<>();

  /// No alias.
  public static Aliases none() {
    return new Aliases();
  }

  /// The aliases of the settings.
  ///
  /// @param problems gets a sentence for each that leads nowhere
  public static Aliases of(Settings settings, List<String> problems) {
    var aliases = new Aliases();
    for (String name : settings.rows(RoutingSettings.ALIAS)) {
      List<String> targets = split(settings.get(RoutingSettings.ALIAS_TARGET, name));
      boolean whole = !targets.isEmpty() && targets.stream().allMatch(t -> fits(name, t));
      if (whole) aliases.targets.put(key(name), targets);
      else problems.add("the alias " + name + " needs a target of its kind, as " + example(name));
    }
    return aliases;
  }

  private static List<String> split(String list) {
    return Stream.of(list.split(",", -1)).map(String::strip).filter(t -> !t.isEmpty()).toList();
  }

  private static boolean fits(String name, String target) {
    if (name.contains("@") != target.contains("@")) return false;
    try {
      SipUri.parse("sip:" + target);
      return true;
    } catch (MalformedHeaderException _) {
      return false;
    }
  }

  private static String example(String name) {
    return name.contains("@") ? "100@example.com" : "example.com";
  }

  /// A user's case matters, a host's does not.
  private static String key(String address) {
    int host = address.indexOf('@') + 1;
    return address.substring(0, host) + address.substring(host).toLowerCase(Locale.ROOT);
  }

  /// Who is meant by a URI: itself alone when no alias is of its name.
  List<SipUri> meant(SipUri uri) {
    if (targets.isEmpty()) return List.of(uri);
    List<SipUri> meant = new ArrayList<>();
    follow(uri, 0, meant);
    return meant;
  }

  private void follow(SipUri uri, int depth, List<SipUri> meant) {
    String host = uri.host().host().toLowerCase(Locale.ROOT);
    List<String> users = targets.getOrDefault(uri.userText().orElse("") + "@" + host, List.of());
    List<String> domains = targets.getOrDefault(host, List.of());
    if (depth == DEEPEST || (users.isEmpty() && domains.isEmpty())) {
      if (!meant.contains(uri)) meant.add(uri);
      return;
    }
    for (String user : users) {
      SipUri named = SipUri.parse("sip:" + user).with(uri.parameters());
      follow(named, depth + 1, meant);
    }
    if (!users.isEmpty()) return;
    for (String domain : domains) follow(uri.withHost(HostPort.of(domain)), depth + 1, meant);
  }
}
