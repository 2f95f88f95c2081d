package ringfence.proxy.tls;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ringfence.manage.setting.Column;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Kind;
import ringfence.manage.setting.Settings;
import ringfence.manage.setting.Table;
import ringfence.manage.setting.Variable;
import ringfence.proxy.defence.Network;
import ringfence.transport.tls.TlsVersion;

/// Listeners with a policy of their own, and the certificates of further names. What a row leaves
/// out is as it stands for all listeners.
///
/// ```
/// listener[name=old].address = tls:192.0.2.1:5071
/// listener[name=old].legacy_tls = yes
/// listener[name=old].allow = 192.0.2.0/24
/// server_name[name=b.example].certificate = b.pem
/// ```
public interface ListenerTable {
  Table LISTENER = Table.of("listener", "name");

  Column<Optional<ListenAddress>> ADDRESS =
      LISTENER.column(
          Variable.of("address", orAsForAll(ListenAddress.KIND), Optional.<ListenAddress>empty())
              .help("Where it listens.")
              .page(ListenerSettings.PAGE));

  Column<List<Network>> ALLOW =
      LISTENER.column(
          Variable.of("allow", networks(), List.of())
              .help("The networks it is for, with commas between them; everyone when empty.")
              .page(ListenerSettings.PAGE));

  Column<String> CERTIFICATE = LISTENER.column(ListenerSettings.CERTIFICATE);
  Column<String> PRIVATE_KEY = LISTENER.column(ListenerSettings.PRIVATE_KEY);
  Column<String> CA_LIST = LISTENER.column(ListenerSettings.CA_LIST);
  Column<String> CRL = LISTENER.column(ListenerSettings.CRL);
  Column<Optional<Boolean>> VERIFY_CLIENT = own(ListenerSettings.VERIFY_CLIENT);
  Column<Optional<Boolean>> REQUIRE_CLIENT_CERTIFICATE =
      own(ListenerSettings.REQUIRE_CLIENT_CERTIFICATE);
  Column<Optional<TlsVersion>> TLS_MIN = own(ListenerSettings.TLS_MIN);
  Column<Optional<Boolean>> LEGACY_TLS = own(ListenerSettings.LEGACY_TLS);

  Table SERVER_NAME = Table.of("server_name", "name");

  Column<String> NAME_CERTIFICATE =
      SERVER_NAME.column(
          Variable.text("certificate", "")
              .help(
                  "The file of the certificate for clients that ask for this host name (SNI), PEM;"
                      + " *.example.com stands for one label.")
              .page(ListenerSettings.PAGE));

  Column<String> NAME_PRIVATE_KEY =
      SERVER_NAME.column(
          Variable.text("private_key", "")
              .help("The file of its private key, PEM; the certificate's when empty.")
              .page(ListenerSettings.PAGE));

  Declarations DECLARATIONS =
      Declarations.of(
          ADDRESS,
          ALLOW,
          CERTIFICATE,
          PRIVATE_KEY,
          CA_LIST,
          CRL,
          VERIFY_CLIENT,
          REQUIRE_CLIENT_CERTIFICATE,
          TLS_MIN,
          LEGACY_TLS,
          NAME_CERTIFICATE,
          NAME_PRIVATE_KEY);

  /// Whether anything is to listen for datagrams, by a `listen` line or by a row.
  static boolean hasDatagrams(Settings settings) {
    Stream<ListenAddress> rows =
        settings.rows(LISTENER).stream().flatMap(row -> settings.get(ADDRESS, row).stream());
    return Stream.concat(settings.get(ListenerSettings.LISTEN).stream(), rows)
        .anyMatch(ListenAddress::isDatagrams);
  }

  private static <T> Column<Optional<T>> own(Variable<T> all) {
    return LISTENER.column(
        Variable.of(all.name(), orAsForAll(all.kind()), Optional.<T>empty())
            .help(all.help())
            .page(all.page()));
  }

  /// Empty in a row that leaves it out.
  private static <T> Kind<Optional<T>> orAsForAll(Kind<T> kind) {
    return new Kind<>(
        kind.allowed(),
        Kind.Form.TEXT,
        text -> parse(kind, text),
        value -> value.map(kind.print()).orElse(List.of("")),
        Optional.empty());
  }

  @SuppressWarnings("OptionalMapToOptional") // a row that leaves it out is read, too
  private static <T> Optional<Optional<T>> parse(Kind<T> kind, String text) {
    return text.isEmpty()
        ? Optional.of(Optional.empty())
        : kind.parse().apply(text).map(Optional::of);
  }

  private static Kind<List<Network>> networks() {
    return new Kind<>(
        "networks as in 192.0.2.0/24, with commas between them",
        Kind.Form.TEXT,
        ListenerTable::parse,
        all -> List.of(all.stream().map(Network::toString).collect(Collectors.joining(", "))),
        Optional.empty());
  }

  private static Optional<List<Network>> parse(String text) {
    List<Network> found = new ArrayList<>();
    if (text.isBlank()) return Optional.of(found);
    for (String each : text.split(",", -1)) {
      Optional<Network> network = Network.parse(each.strip());
      if (network.isEmpty()) return Optional.empty();
      found.add(network.get());
    }
    return Optional.of(List.copyOf(found));
  }
}
