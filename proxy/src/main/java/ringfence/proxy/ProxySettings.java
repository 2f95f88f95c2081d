package ringfence.proxy;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ringfence.manage.access.Aaa;
import ringfence.manage.setting.Column;
import ringfence.manage.setting.Declaration;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Refusal;
import ringfence.manage.setting.Rule;
import ringfence.manage.setting.SettingStore;
import ringfence.manage.setting.Settings;
import ringfence.manage.setting.Variable;
import ringfence.proxy.cluster.ClusterSettings;
import ringfence.proxy.defence.DefenceSettings;
import ringfence.proxy.log.LogSettings;
import ringfence.proxy.opensips.OpenSipsFile;
import ringfence.proxy.peer.PeerSettings;
import ringfence.proxy.policy.PolicySettings;
import ringfence.proxy.registrar.RegistrarSettings;
import ringfence.proxy.routing.RoutingSettings;
import ringfence.proxy.tls.ListenerSettings;
import ringfence.proxy.tls.ListenerTable;
import ringfence.proxy.tls.OutgoingSettings;
import ringfence.proxy.users.UserSettings;
import ringfence.transport.tls.TlsVersion;

/// The proxy's settings and where they are read from: a settings file, an `opensips.cfg`, or one
/// over the other.
public final class ProxySettings {
  /// Every setting there is.
  public static final Declarations DECLARATIONS =
      readBy(
              "Proxy",
              ListenerSettings.DECLARATIONS
                  .and(ListenerTable.DECLARATIONS)
                  .and(OutgoingSettings.DECLARATIONS)
                  .and(RoutingSettings.DECLARATIONS)
                  .and(PeerSettings.DECLARATIONS)
                  .and(RegistrarSettings.DECLARATIONS)
                  .and(UserSettings.DECLARATIONS)
                  .and(PolicySettings.DECLARATIONS)
                  .and(ClusterSettings.DECLARATIONS))
          .and(readBy("Defence", DefenceSettings.DECLARATIONS))
          .and(readBy("Log", LogSettings.DECLARATIONS))
          .and(Aaa.DECLARATIONS);

  /// What must hold over several settings at once.
  public static final List<Rule> RULES = List.of(Aaa.AN_ADMIN_REMAINS);

  private ProxySettings() {}

  /// What came of reading.
  public sealed interface Reading {
    /// The settings in force.
    ///
    /// @param warnings what was read but is not done, or not as it says
    record Read(Settings settings, List<String> warnings) implements Reading {}

    /// Every wrong line, with file and line; nothing was applied.
    record Refused(List<Refusal> refusals) implements Reading {}
  }

  /// Everything at its default.
  public static Settings defaults() {
    return Settings.of(DECLARATIONS);
  }

  /// Reads a settings file.
  public static Reading read(Path file) {
    return switch (SettingStore.load(file, DECLARATIONS)) {
      case SettingStore.Loaded(var settings) -> new Reading.Read(settings, List.of());
      case SettingStore.Refused(var refusals) -> new Reading.Refused(refusals);
    };
  }

  /// Reads an `opensips.cfg` and lays it over `base`, which has what such a file cannot say: users,
  /// `data`, `legacy_tls`.
  public static Reading readOpenSips(Path file, Settings base) {
    try {
      return overlay(file.toString(), Files.readString(file), base);
    } catch (NoSuchFileException _) {
      return unreadable(file, "there is no such file");
    } catch (MalformedInputException _) {
      return unreadable(file, "the file is not UTF-8 text");
    } catch (IOException e) {
      return unreadable(file, "the file cannot be read: " + e.getMessage());
    }
  }

  private static Reading overlay(String name, String text, Settings base) {
    return switch (OpenSipsFile.read(name, text)) {
      case OpenSipsFile.Reading.Refused(var file, var line, var given, var allowed) ->
          refused(new Refusal(file, line, given, given, allowed, Refusal.Reason.NOT_ALLOWED));
      case OpenSipsFile.Reading.Read(var read) -> overlay(name, read, base);
    };
  }

  private static Reading overlay(String name, OpenSipsFile read, Settings base) {
    List<String> lines = read.settings().stream().map(ProxySettings::line).toList();
    return switch (SettingStore.read(name, lines, base)) {
      case SettingStore.Refused(var refusals) ->
          new Reading.Refused(refusals.stream().map(it -> placed(it, read)).toList());
      case SettingStore.Loaded(var both) -> {
        List<String> warnings = new ArrayList<>();
        read.warnings().forEach(w -> warnings.add(name + ", line " + w.line() + ": " + w.text()));
        yield new Reading.Read(fenced(both, warnings), warnings);
      }
    };
  }

  private static String line(OpenSipsFile.Assignment each) {
    String escaped = each.value().replace("\\", "\\\\").replace("\"", "\\\"");
    return each.name() + " = \"" + escaped + "\"";
  }

  /// A refusal of a setting, at the line of the file that asked for it.
  private static Refusal placed(Refusal refusal, OpenSipsFile read) {
    int line = read.settings().get(refusal.line() - 1).line();
    return new Refusal(
        refusal.file(),
        line,
        refusal.variable(),
        refusal.given(),
        refusal.allowed(),
        refusal.reason());
  }

  /// `tls_method = TLSv1` was every such file's line in its day; it does not switch old TLS on by
  /// itself.
  private static Settings fenced(Settings settings, List<String> warnings) {
    Settings fenced = settings;
    if (!settings.get(ListenerSettings.LEGACY_TLS)) {
      TlsVersion least = settings.get(ListenerSettings.TLS_MIN);
      if (isOld(least)) {
        warnings.add(fence(least, "legacy_tls"));
        fenced = fenced.with(ListenerSettings.TLS_MIN, TlsVersion.TLS_1_2);
      }
    }
    for (String row : settings.rows(ListenerTable.LISTENER)) {
      Optional<TlsVersion> least =
          settings.get(ListenerTable.TLS_MIN, row).filter(ProxySettings::isOld);
      boolean legacy = settings.get(ListenerTable.LEGACY_TLS, row).orElse(false);
      if (least.isEmpty() || legacy) continue;
      warnings.add(fence(least.get(), ListenerTable.LISTENER.place(row) + ".legacy_tls"));
      fenced = fenced.with(ListenerTable.TLS_MIN, row, Optional.of(TlsVersion.TLS_1_2));
    }
    return fenced;
  }

  private static boolean isOld(TlsVersion version) {
    return version.compareTo(TlsVersion.TLS_1_2) < 0;
  }

  private static String fence(TlsVersion least, String setting) {
    return "tls_method names "
        + least.text()
        + ", which is spoken only behind the legacy fence: the proxy speaks TLS 1.2 and 1.3."
        + " For devices that know nothing newer set "
        + setting
        + " = yes";
  }

  private static Reading unreadable(Path file, String why) {
    var reason = Refusal.Reason.UNREADABLE_FILE;
    return refused(new Refusal(file.toString(), 0, "", "", why, reason));
  }

  private static Reading refused(Refusal refusal) {
    return new Reading.Refused(List.of(refusal));
  }

  /// The settings of a service, whose plain names do not say which it is.
  private static Declarations readBy(String service, Declarations declarations) {
    return Declarations.of(
        declarations.all().stream()
            .map(one -> readBy(service, one))
            .toArray(Declaration<?>[]::new));
  }

  private static Declaration<?> readBy(String service, Declaration<?> one) {
    return switch (one) {
      case Variable<?> variable -> variable.readBy(service);
      case Column<?> column -> column.table().column(column.variable().readBy(service));
    };
  }
}
