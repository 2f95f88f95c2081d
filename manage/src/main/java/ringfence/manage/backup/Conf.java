package ringfence.manage.backup;

import java.util.Optional;
import ringfence.manage.event.SyslogReceiver;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Kind;
import ringfence.manage.setting.Secret;
import ringfence.manage.setting.Variable;

/// The settings of configuration scripts and backups, under the unit's names.
public interface Conf {
  String SCRIPTS = "Management/Configuration Scripts";
  String BACKUP = "Management/Backup / Restore";

  /// What is checked of the server that scripts come from.
  enum Validation {
    NO_VALIDATION("NoValidation"),
    HOST_NAME("HostName");

    private final String text;

    Validation(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  Variable<String> GENERIC_FILE =
      Variable.text("Conf.ScriptGenericFileName", "")
          .label("Generic File Name")
          .help("The script for every unit; empty for none. Macros such as %mac% are filled in.")
          .page(SCRIPTS);
  Variable<String> SPECIFIC_FILE =
      Variable.text("Conf.ScriptSpecificFileName", "%mac%.cfg")
          .label("Specific File Name")
          .help("The script for this unit, run after the generic one; empty for none.")
          .page(SCRIPTS);
  Variable<String> LOCATION =
      Variable.text("Conf.ScriptLocation", "")
          .label("Location")
          .help("The folder of the scripts at the server.")
          .page(SCRIPTS);
  Variable<String> HOST =
      Variable.of("Conf.ScriptHostName", Kind.of("a host with a port", Conf::host), "0.0.0.0:0")
          .label("Host Name")
          .help("The HTTPS server of the scripts; 0.0.0.0:0 is none, port 0 is 443.")
          .page(SCRIPTS);
  Variable<String> USER =
      Variable.text("Conf.ScriptUserName", "")
          .label("User Name")
          .help("The name given to the server; empty for none.")
          .page(SCRIPTS);
  Variable<Secret> PASSWORD =
      Variable.secret("Conf.ScriptPassword")
          .label("Password")
          .help("The password given to the server.")
          .page(SCRIPTS);
  Variable<Validation> VALIDATION =
      Variable.choice("Conf.ScriptCertificateValidation", Validation.HOST_NAME)
          .label("Certificate Validation")
          .help("NoValidation takes a script, and gives the password, to anyone on the way.")
          .page(SCRIPTS);
  Variable<Secret> PASSPHRASE =
      Variable.secret("Conf.BackupPassphrase")
          .label("Passphrase")
          .help("Encrypts backups and opens them again; eight characters or more.")
          .page(BACKUP);

  Declarations DECLARATIONS =
      Declarations.of(
          GENERIC_FILE, SPECIFIC_FILE, LOCATION, HOST, USER, PASSWORD, VALIDATION, PASSPHRASE);

  private static Optional<String> host(String text) {
    return SyslogReceiver.of(text, new SyslogReceiver.Transport.Tcp()).map(_ -> text);
  }
}
