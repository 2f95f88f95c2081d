package ringfence.adapter.unit;

import ringfence.manage.service.Service;
import ringfence.manage.service.StartupType;
import ringfence.manage.setting.Column;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Table;
import ringfence.manage.setting.Variable;
import ringfence.manage.status.StatusTable.RowAction;

/// The unit's service controller: its services, whether they start by themselves, and the commands
/// that a script gives them.
public interface Scm {
  Service SIP_EP = Service.user("SipEp", "SIP Endpoint (SIPEP)");
  Service MIPT = Service.settings("Mipt", "Media IP Transport (MIPT)");
  Service WEB = Service.settings("Web", "Web (WEB)");
  Service AAA = Service.system("Aaa", "Authentication, Authorization and Accounting (AAA)");
  Service EP_ADM = Service.settings("EpAdm", "Endpoint Administration (EPADM)");
  Service C_ROUT = Service.settings("CRout", "Call Routing (CROUT)");
  Service EP_SERV = Service.settings("EpServ", "Endpoint Services (EPSERV)");
  Service POTS = Service.settings("Pots", "Plain Old Telephony System (POTS)");
  Service TEL_IF = Service.settings("TelIf", "Telephony Interface (TELIF)");
  Service CONF = Service.system("Conf", "Configuration Manager (CONF)");
  Service NLM = Service.system("Nlm", "Notifications and Logging Manager (NLM)");
  Service CLI = Service.user("Cli", "Command Line Interface (CLI)");
  Service DCM = Service.system("Dcm", "Device Control Manager (DCM)");
  Service BNI = Service.system("Bni", "Basic Network Interface (BNI)");
  Service CERT = Service.system("Cert", "Certificate Manager (CERT)");
  Service HOC = Service.system("Hoc", "Host Configuration (HOC)");
  Service SCM = Service.system("Scm", "Service Controller Manager (SCM)");

  Table SERVICES = Table.of("Scm.Service", "Name").fixedTo(SIP_EP.key(), CLI.key());
  Column<StartupType> STARTUP_TYPE =
      SERVICES.column(
          Variable.choice("StartupType", StartupType.AUTO)
              .label("Startup Type")
              .help("Whether the service starts with the unit.")
              .page("System/Services"));

  RowAction START = command("Start");
  RowAction STOP = command("Stop");
  RowAction RESTART = command("Restart");

  Declarations DECLARATIONS = Declarations.of(STARTUP_TYPE);

  private static RowAction command(String name) {
    return new RowAction("Scm.ServiceCommands", "Name", name, name);
  }
}
