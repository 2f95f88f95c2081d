package ringfence.proxy.tls;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import ringfence.manage.setting.Column;
import ringfence.manage.setting.Settings;
import ringfence.manage.setting.Variable;
import ringfence.proxy.defence.Networks;
import ringfence.transport.tls.ClientCertificate;
import ringfence.transport.tls.TlsPolicy;
import ringfence.transport.tls.TlsVersion;

/// Reads what the settings say of listeners: the plain `listen` lines, and the rows of the table.
/// What a listener lacks is its own fault and no other's.
final class ListenerPlans {
  /// RSA key transport and CBC suites of old devices, behind the legacy fence only.
  private static final List<String> LEGACY_SUITES =
      List.of(
          "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
          "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
          "TLS_RSA_WITH_AES_256_CBC_SHA",
          "TLS_RSA_WITH_AES_128_CBC_SHA");

  private final Settings settings;
  private final Path folder;
  private final List<ListenerPlan> plans = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();

  /// What the rows and lines come to.
  ///
  /// @param faults a sentence for each listener that cannot be
  record Read(List<ListenerPlan> plans, List<String> faults) {}

  private ListenerPlans(Settings settings, Path folder) {
    this.settings = settings;
    this.folder = folder;
  }

  static Read of(Settings settings, Path folder) {
    var reading = new ListenerPlans(settings, folder);
    for (ListenAddress place : settings.get(ListenerSettings.LISTEN)) reading.line(place);
    for (String row : settings.rows(ListenerTable.LISTENER)) reading.row(row);
    return new Read(reading.plans, reading.faults);
  }

  private void line(ListenAddress place) {
    add(place.toString(), place, Networks.none(), Values.of(settings));
  }

  private void row(String row) {
    Optional<ListenAddress> place = settings.get(ListenerTable.ADDRESS, row);
    if (place.isEmpty()) {
      faults.add(in(row) + "it has no address, as in tls:127.0.0.1:5071");
      return;
    }
    Values values = Values.of(settings, row);
    Networks allowed = Networks.of(settings.get(ListenerTable.ALLOW, row));
    boolean fenced = values.legacy() && place.get().transport().isSecure();
    if (fenced && allowed.isEmpty()) {
      faults.add(in(row) + "legacy_tls needs allow, the networks of the old devices");
      return;
    }
    add(row, place.get(), allowed, values);
  }

  private static String in(String row) {
    return ListenerTable.LISTENER.place(row) + ": ";
  }

  private void add(String name, ListenAddress place, Networks allowed, Values values) {
    if (!place.transport().isSecure()) {
      plans.add(new ListenerPlan(name, place, allowed, Optional.empty()));
      return;
    }
    Optional<String> fault = values.fault();
    fault.ifPresent(why -> faults.add(name + ": " + why));
    if (fault.isPresent()) return;
    plans.add(new ListenerPlan(name, place, allowed, Optional.of(server(values))));
  }

  private ServerPlan server(Values values) {
    return new ServerPlan(
        PairFiles.of(folder, values.certificate(), values.key()),
        values.legacy() ? Map.of() : names(),
        file(values.authorities()),
        file(values.crl()),
        values.policy(),
        values.wanted(),
        settings.get(ListenerSettings.TLS_SESSION_LIFETIME));
  }

  private Optional<Path> file(String name) {
    return name.isEmpty() ? Optional.empty() : Optional.of(folder.resolve(name));
  }

  private Map<String, PairFiles> names() {
    Map<String, PairFiles> names = new LinkedHashMap<>();
    for (String name : settings.rows(ListenerTable.SERVER_NAME)) {
      String certificate = settings.get(ListenerTable.NAME_CERTIFICATE, name);
      String key = settings.get(ListenerTable.NAME_PRIVATE_KEY, name);
      if (certificate.isEmpty()) continue;
      names.put(name.toLowerCase(Locale.ROOT), PairFiles.of(folder, certificate, key));
    }
    return names;
  }

  /// What holds for one listener.
  private record Values(
      String certificate,
      String key,
      String authorities,
      String crl,
      ClientCertificate wanted,
      TlsVersion least,
      boolean legacy) {

    static Values of(Settings all) {
      return new Values(
          all.get(ListenerSettings.CERTIFICATE),
          all.get(ListenerSettings.PRIVATE_KEY),
          all.get(ListenerSettings.CA_LIST),
          all.get(ListenerSettings.CRL),
          wanted(
              all.get(ListenerSettings.VERIFY_CLIENT),
              all.get(ListenerSettings.REQUIRE_CLIENT_CERTIFICATE)),
          all.get(ListenerSettings.TLS_MIN),
          all.get(ListenerSettings.LEGACY_TLS));
    }

    static Values of(Settings all, String row) {
      Function<Column<String>, String> cell = column -> all.get(column, row);
      String certificate = cell.apply(ListenerTable.CERTIFICATE);
      boolean own = !certificate.isEmpty();
      return new Values(
          own ? certificate : all.get(ListenerSettings.CERTIFICATE),
          own ? cell.apply(ListenerTable.PRIVATE_KEY) : all.get(ListenerSettings.PRIVATE_KEY),
          orAll(cell.apply(ListenerTable.CA_LIST), all, ListenerSettings.CA_LIST),
          orAll(cell.apply(ListenerTable.CRL), all, ListenerSettings.CRL),
          wanted(
              all.get(ListenerTable.VERIFY_CLIENT, row)
                  .orElse(all.get(ListenerSettings.VERIFY_CLIENT)),
              all.get(ListenerTable.REQUIRE_CLIENT_CERTIFICATE, row)
                  .orElse(all.get(ListenerSettings.REQUIRE_CLIENT_CERTIFICATE))),
          all.get(ListenerTable.TLS_MIN, row).orElse(all.get(ListenerSettings.TLS_MIN)),
          all.get(ListenerTable.LEGACY_TLS, row).orElse(false));
    }

    private static String orAll(String own, Settings all, Variable<String> usual) {
      return own.isEmpty() ? all.get(usual) : own;
    }

    private static ClientCertificate wanted(boolean verify, boolean require) {
      if (require) return ClientCertificate.REQUIRE;
      return verify ? ClientCertificate.REQUEST : ClientCertificate.NONE;
    }

    Optional<String> fault() {
      if (least.compareTo(TlsVersion.TLS_1_2) < 0 && !legacy) {
        return Optional.of(
            "tls_min = " + least.text() + " is for old devices only and needs legacy_tls = yes");
      }
      if (certificate.isEmpty()) {
        return Optional.of("a tls: listener needs certificate and private_key");
      }
      return wanted != ClientCertificate.NONE && authorities.isEmpty()
          ? Optional.of("client certificates are checked against ca_list: name one")
          : Optional.empty();
    }

    TlsPolicy policy() {
      if (legacy) {
        List<String> suites = new ArrayList<>(TlsPolicy.modern().suites());
        suites.addAll(LEGACY_SUITES);
        return TlsPolicy.legacy(EnumSet.range(least, TlsVersion.TLS_1_3), suites);
      }
      return least == TlsVersion.TLS_1_3 ? TlsPolicy.only(least) : TlsPolicy.modern();
    }
  }
}
