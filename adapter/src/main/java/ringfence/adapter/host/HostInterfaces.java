package ringfence.adapter.host;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import ringfence.manage.setting.Settings;
import ringfence.manage.status.Cell;
import ringfence.manage.status.StatusTable;
import ringfence.manage.status.Tone;

/// The addresses behind the names of [Bni], as the system has them at the moment.
public final class HostInterfaces {
  private final Supplier<Settings> settings;
  private final Supplier<Optional<InetAddress>> started;

  /// Those of the settings in force.
  ///
  /// @param started the address where the unit was started
  public HostInterfaces(Supplier<Settings> settings, Supplier<Optional<InetAddress>> started) {
    this.settings = settings;
    this.started = started;
  }

  /// The address of an interface; nothing while it has none, is switched off or is not known.
  public Optional<InetAddress> address(String name) {
    Settings now = settings.get();
    boolean usable = now.rows(Bni.INTERFACES).contains(name) && now.get(Bni.ACTIVATION, name);
    return usable ? linked(now.get(Bni.LINK, name)) : Optional.empty();
  }

  private Optional<InetAddress> linked(String link) {
    if (link.isEmpty()) return started.get();
    try {
      var system = NetworkInterface.getByName(link);
      return system == null ? literal(link) : first(system);
    } catch (SocketException _) {
      return Optional.empty();
    }
  }

  private static Optional<InetAddress> literal(String link) throws SocketException {
    try {
      InetAddress address = InetAddress.ofLiteral(link);
      boolean ours =
          address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
      return ours ? Optional.of(address) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// IPv4 before IPv6, and a link-local address only where there is no other.
  private static Optional<InetAddress> first(NetworkInterface system) throws SocketException {
    if (!system.isUp()) return Optional.empty();
    return system
        .inetAddresses()
        .min(
            Comparator.comparing(InetAddress::isLinkLocalAddress)
                .thenComparing(it -> !(it instanceof Inet4Address)));
  }

  /// What the page Network > Interfaces shows.
  public StatusTable table() {
    return new StatusTable(
        "Bni.NetworkInterfacesStatus",
        "Interface Status",
        List.of("Interface Name", "Link", "IP Address", "Status"),
        () -> settings.get().rows(Bni.INTERFACES).stream().map(this::row).toList());
  }

  private List<Cell> row(String name) {
    Settings now = settings.get();
    Optional<InetAddress> address = address(name);
    Cell state =
        address.isPresent()
            ? new Cell("Active", Tone.GOOD)
            : now.get(Bni.ACTIVATION, name) ? new Cell("LinkDown", Tone.BAD) : Cell.of("Disabled");
    return List.of(
        Cell.of(name),
        Cell.of(now.get(Bni.LINK, name)),
        Cell.of(address.map(InetAddress::getHostAddress).orElse("")),
        state);
  }
}
