package ringfence.app.call;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import ringfence.app.option.ExitCode;
import ringfence.app.option.Unusable;
import ringfence.sip.message.HostPort;

/// `ringfence answer`: registers, waits for one call, answers it.
@Command(
    name = "answer",
    description = "Register, wait for one call, answer it, say a WAV file, record what is heard.",
    footer = {
      "",
      "Example: ringfence answer --user 101 --password-file p.txt --registrar 192.0.2.11:5061 --ca ca.crt"
    })
public final class AnswerCommand implements Callable<Integer> {
  private static final Duration A_DAY = Duration.ofDays(1);

  @Mixin private CallOptions options;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (options.registrar.isEmpty()) {
      throw new Unusable("answer needs --registrar HOST:PORT, where callers look for it");
    }
    HostPort server = options.server(options.registrar.get());
    try (var phone = new Phone(options, server)) {
      Optional<String> failure = phone.ready();
      if (failure.isEmpty()) failure = take(phone);
      PhoneReport report = CallCommand.report(phone, failure);
      report.print(spec.commandLine().getOut(), options.json);
      return report.isOk() ? ExitCode.DONE : ExitCode.FAILED;
    }
  }

  private Optional<String> take(Phone phone) throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    err.println("registered; waiting for a call");
    phone.met(status -> Phone.line(status).state().equals("Ringing"), A_DAY);
    err.println("answering");
    phone.unit().handset(0).offHook();
    phone.met(status -> Phone.line(status).call().flatMap(it -> it.setup()).isPresent(), A_DAY);
    phone.talk();
    return Optional.empty();
  }
}
