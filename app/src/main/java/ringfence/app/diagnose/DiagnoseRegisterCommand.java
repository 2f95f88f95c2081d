package ringfence.app.diagnose;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import ringfence.app.call.CallOptions;
import ringfence.app.option.ExitCode;
import ringfence.app.option.Unusable;
import ringfence.sip.message.SipUri;

/// `ringfence diagnose register`: does this user come to be registered, and why not?
@Command(
    name = "register",
    description =
        "Register a user as the unit would, and say what is wrong: the DNS, TLS, the answer of the"
            + " registrar. Exit code 1 when it fails.",
    footer = {
      "",
      "Example: ringfence diagnose register sip:100@example.com --ca ca.crt --password-file p"
    })
final class DiagnoseRegisterCommand implements Callable<Integer> {
  @Parameters(paramLabel = "URI", description = "sip:USER@HOST")
  private String user;

  @Mixin private CallOptions options;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    SipUri uri = uri(user);
    options.register(uri);
    var run = new LiveRun(options, uri.host(), spec.commandLine().getErr());
    Optional<LiveRun.Outcome> link = run.link();
    var outcome = link.isPresent() ? link.get() : run.register();
    LiveText.print(outcome, options.json(), spec.commandLine().getOut());
    return outcome.reached() ? ExitCode.DONE : ExitCode.FAILED;
  }

  static SipUri uri(String text) throws Unusable {
    try {
      return SipUri.parse(text);
    } catch (IllegalArgumentException _) {
      throw new Unusable(text + " is not sip:USER@HOST");
    }
  }
}
