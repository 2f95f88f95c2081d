package ringfence.adapter.pages;

import ringfence.manage.cli.Cli;
import ringfence.manage.cli.Ssh;
import ringfence.manage.web.Page;

/// Management > CLI: the command line by SSH.
public final class CliPages {
  private CliPages() {}

  public static Page cli(Ssh ssh) {
    return Page.of("Management", "CLI")
        .status(ssh.table())
        .form("SSH", Cli.SSH, Cli.SSH_PORT, Cli.INACTIVITY, Cli.WELCOME);
  }
}
