package ringfence.adapter.unit;

import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import ringfence.adapter.gateway.HostNetwork;
import ringfence.adapter.log.Logging;
import ringfence.adapter.log.Nlm;
import ringfence.manage.admin.Command;
import ringfence.manage.backup.Backup;
import ringfence.manage.backup.BackupPart;
import ringfence.manage.backup.CertificatesPart;
import ringfence.manage.backup.Conf;
import ringfence.manage.backup.Scripts;
import ringfence.manage.backup.SettingsPart;
import ringfence.manage.certificate.CertificateStore;
import ringfence.manage.cli.Cli;
import ringfence.manage.cli.Shell;
import ringfence.manage.cli.Ssh;
import ringfence.manage.service.Services;
import ringfence.manage.setting.Configuration;
import ringfence.manage.setting.Declarations;
import ringfence.manage.status.StatusTable;

/// What keeps a unit in order besides its pages: the log, configuration scripts, backups and the
/// command line.
public final class Upkeep implements AutoCloseable {
  static final Declarations DECLARATIONS =
      Nlm.DECLARATIONS.and(Conf.DECLARATIONS).and(Cli.DECLARATIONS);

  private final Logging logging;
  private final Scripts scripts;
  private final Backup backup;
  private final Shell shell;
  private final Ssh ssh;

  /// @param adapter asked for its access and its door once there is someone to use them
  Upkeep(
      UnitOptions options,
      Configuration configuration,
      CertificateStore certificates,
      Adapter adapter) {
    UnitIdentity identity = options.identity();
    Path folder = folder(configuration);
    Supplier<List<X509Certificate>> authorities =
        () -> adapter.host().trust(options.trust(), configuration.inForce()).certificates();
    Supplier<Optional<InetAddress>> address = () -> options.network().address(HostNetwork.UPLINK);
    this.logging =
        new Logging(
            options.events(),
            new Logging.Surroundings(
                macros(identity),
                () -> address.get().map(InetAddress::getHostAddress).orElse("-"),
                folder,
                authorities,
                at -> adapter.host().service().zone(at)));
    this.scripts =
        new Scripts(
            adapter::administration,
            new Scripts.Surroundings(macros(identity), authorities, options.events()));
    this.backup = backup(options, configuration, certificates);
    this.shell = new Shell(adapter::administration, () -> sysinfo(identity));
    Path hostKey = folder.resolve("ssh-host-key");
    this.ssh = new Ssh(new Ssh.Door(address, hostKey, adapter.access(), options.events()), shell);
  }

  /// Undoes first what was left of a restore.
  private static Backup backup(
      UnitOptions options, Configuration configuration, CertificateStore certificates) {
    var files = new CertificatesPart(certificates, options.clock());
    List<BackupPart> parts = List.of(files, new SettingsPart(configuration));
    var unfinished = configuration.folder().map(it -> it.resolve("restore.unfinished"));
    var backup = new Backup(parts, options.events(), new SecureRandom(), unfinished);
    backup.recover();
    return backup;
  }

  /// Beside the settings; what no file keeps keeps nothing else for long.
  private static Path folder(Configuration configuration) {
    return configuration
        .folder()
        .orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir"), "ringfence"));
  }

  private static Map<String, String> macros(UnitIdentity identity) {
    return Map.of(
        "mac", identity.mac(),
        "serial", identity.mac(),
        "product", identity.product(),
        "productseries", identity.product().replaceFirst(".* ", ""),
        "mfpname", identity.product(),
        "version", identity.version(),
        "profile", identity.profile());
  }

  private static List<String> sysinfo(UnitIdentity identity) {
    return List.of(
        "Product  " + identity.product(),
        "Version  " + identity.version(),
        "Profile  " + identity.profile(),
        "MAC      " + identity.mac());
  }

  void addTo(Services services) {
    services.addAtOnce(Scm.NLM, logging).addAtOnce(Scm.CONF, _ -> {}).add(Scm.CLI, ssh);
  }

  List<StatusTable> tables() {
    List<StatusTable> tables = new ArrayList<>(logging.tables());
    tables.add(scripts.table());
    tables.add(ssh.table());
    return tables;
  }

  List<Command> commands() {
    List<Command> commands = new ArrayList<>(logging.commands());
    commands.add(scripts.command());
    return commands;
  }

  public Logging logging() {
    return logging;
  }

  public Scripts scripts() {
    return scripts;
  }

  public Backup backup() {
    return backup;
  }

  /// The command line, without the terminal.
  public Shell shell() {
    return shell;
  }

  public Ssh ssh() {
    return ssh;
  }

  /// Sends what the log still has to send.
  @Override
  public void close() {
    logging.close();
  }
}
