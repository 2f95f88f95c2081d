package ringfence.manage.cli;

import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Kind;
import ringfence.manage.setting.Variable;

/// The settings of the command line, under the unit's names.
public interface Cli {
  String PAGE = "Management/CLI";

  Variable<Boolean> SSH =
      Variable.enable("Cli.EnableSsh", false)
          .label("Enable SSH")
          .help("Lets users in by SSH, with the same names, passwords and rights as the pages.")
          .page(PAGE);
  Variable<Integer> SSH_PORT =
      Variable.number("Cli.SshPort", 22, 1, 65535)
          .label("SSH Port")
          .help("Below 1024 the product needs the right to listen there.")
          .page(PAGE);
  Variable<Integer> INACTIVITY =
      Variable.number("Cli.InactivityTimeOut", 15, 1, 90)
          .label("Inactivity Time Out")
          .unit("min")
          .help("Whoever types nothing for so long is signed out.")
          .page(PAGE);
  Variable<String> WELCOME =
      Variable.of("Cli.WelcomeMessage", Kind.text(1024), "")
          .label("Welcome Message")
          .help("Shown to whoever signed in, before the first prompt.")
          .page(PAGE);

  Declarations DECLARATIONS = Declarations.of(SSH, SSH_PORT, INACTIVITY, WELCOME);
}
