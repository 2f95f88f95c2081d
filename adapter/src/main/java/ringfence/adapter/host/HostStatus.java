package ringfence.adapter.host;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import ringfence.adapter.host.Hoc.Source;
import ringfence.manage.setting.Settings;
import ringfence.manage.status.Cell;
import ringfence.manage.status.StatusTable;
import ringfence.manage.status.Tone;
import ringfence.transport.resolve.DnsPlan;

/// What the page Network > Host shows of names and ways: what is in use, and where it comes from.
final class HostStatus {
  private final Supplier<Settings> settings;
  private final Supplier<DnsPlan> dns;
  private final Supplier<Optional<InetAddress>> gateway;

  /// @param gateway the system's default gateway
  HostStatus(
      Supplier<Settings> settings, Supplier<DnsPlan> dns, Supplier<Optional<InetAddress>> gateway) {
    this.settings = settings;
    this.dns = dns;
    this.gateway = gateway;
  }

  StatusTable table() {
    return new StatusTable(
        "Hoc.HostStatus",
        "Current Host Configuration",
        List.of("Item", "Current Value", "Configuration Source", "State"),
        this::rows);
  }

  private List<List<Cell>> rows() {
    Settings now = settings.get();
    DnsPlan plan = dns.get();
    List<List<Cell>> rows = new ArrayList<>();
    rows.add(row("Domain Name", plan.domain(), now.get(Hoc.DOMAIN_NAME_SOURCE), Cell.of("")));
    rows.add(gateway(now));
    Source source = now.get(Hoc.DNS_SOURCE);
    for (int i = 0; i < plan.servers().size(); i++) {
      InetSocketAddress server = plan.servers().get(i);
      rows.add(row("DNS " + (i + 1), DnsPlan.text(server), source, Cell.of("")));
    }
    if (plan.servers().isEmpty()) {
      rows.add(row("DNS", "", source, new Cell("No DNS server is set", Tone.BAD)));
    }
    return rows;
  }

  private List<Cell> gateway(Settings now) {
    String current = gateway.get().map(InetAddress::getHostAddress).orElse("");
    Source source = now.get(Hoc.DEFAULT_GATEWAY_SOURCE);
    String wanted = now.get(Hoc.STATIC_DEFAULT_GATEWAY);
    boolean asWanted = source == Source.AUTOMATIC || current.equals(wanted);
    Cell state =
        asWanted
            ? Cell.of("")
            : new Cell("The system does not route by " + wanted + ": set it there", Tone.BAD);
    return row("Default Gateway", current, source, state);
  }

  private static List<Cell> row(String item, String value, Source source, Cell state) {
    return List.of(Cell.of(item), Cell.of(value), Cell.of(source.toString()), state);
  }
}
