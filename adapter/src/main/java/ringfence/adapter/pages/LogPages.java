package ringfence.adapter.pages;

import ringfence.adapter.log.Logging;
import ringfence.adapter.log.Nlm;
import ringfence.manage.admin.Command;
import ringfence.manage.setting.Declaration;
import ringfence.manage.web.Form;
import ringfence.manage.web.Page;

/// System > Syslog: where events go, and the local log.
public final class LogPages {
  private LogPages() {}

  public static Page syslog(Logging logging) {
    return Page.of("System", "Syslog")
        .status(logging.tables().getFirst())
        .form("Syslog Configuration", Nlm.REMOTE_HOST, Nlm.TRANSPORT, Nlm.FORM, Nlm.MESSAGE_FORMAT)
        .form(Form.of("Events", Nlm.ACTIVATION, Nlm.CRITERIA, Nlm.ACTION).rowLabel("Index"))
        .form("Least Severity", Nlm.minSeverities().toArray(Declaration<?>[]::new))
        .form("Diagnostic Traces", Nlm.TRACES, Nlm.TRACES_FILTER)
        .form("Log File", Nlm.FILE_SIZE, Nlm.FILES)
        .status(logging.tables().getLast())
        .commands(logging.commands().toArray(Command[]::new));
  }
}
