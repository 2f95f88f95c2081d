package ringfence.proxy.opensips;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// One TLS domain of `tls_mgm` with everything the file says of it.
final class TlsDomain {
  private final String name;
  private final boolean client;
  private final List<String> addresses = new ArrayList<>();
  private final List<String> hosts = new ArrayList<>();
  private final Map<String, Said> parameters = new LinkedHashMap<>();
  private final List<Integer> lines = new ArrayList<>();
  private final List<Integer> addressLines = new ArrayList<>();

  /// A value and where it stands.
  record Said(int line, String text, String value) {}

  /// A line that cannot be read.
  record Broken(Said said, String allowed) {}

  TlsDomain(String name, boolean client) {
    this.name = name;
    this.client = client;
  }

  String name() {
    return name;
  }

  boolean isClient() {
    return client;
  }

  /// It is declared there, in 2.x with the address that it is for.
  void declared(int line, String addresses) {
    lines.add(line);
    match(addresses, this.addresses);
  }

  private static void match(String value, List<String> list) {
    list.addAll(TlsDomains.list(value).stream().filter(it -> !it.matches("\\*|none")).toList());
  }

  void take(Statement.ModParam parameter, String value) {
    int line = parameter.lines().first();
    lines.add(line);
    String said = parameter.name().toLowerCase(Locale.ROOT);
    switch (said) {
      case "match_ip_address" -> {
        addressLines.add(line);
        match(value, addresses);
      }
      case "match_sip_domain" -> match(value, hosts);
      default -> parameters.put(said, new Said(line, parameter.text(), value));
    }
  }

  /// `address:port` of the listeners it is for; every one when empty.
  List<String> addresses() {
    return addresses;
  }

  /// The host names that clients ask for; any when empty.
  List<String> hosts() {
    return hosts;
  }

  Map<String, Said> parameters() {
    return parameters;
  }

  /// Everything that is said of it.
  List<Integer> lines() {
    return lines;
  }

  /// What is said of the addresses that it is for.
  List<Integer> addressLines() {
    return addressLines;
  }
}
