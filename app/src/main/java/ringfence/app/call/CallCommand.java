package ringfence.app.call;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import ringfence.adapter.call.CallStatus;
import ringfence.adapter.unit.UnitStatus;
import ringfence.app.option.ExitCode;
import ringfence.app.option.Unusable;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.SipUri;

/// `ringfence call`: one call from the shell.
@Command(
    name = "call",
    description = "Call one address, say a WAV file, record what is heard.",
    footer = {
      "",
      "Example: ringfence call sip:101@192.0.2.11:5061 --ca ca.crt --play hello.wav --record heard.wav"
    })
public final class CallCommand implements Callable<Integer> {
  private static final Duration ANSWER = Duration.ofSeconds(60);

  @Parameters(paramLabel = "URI", description = "sip:USER@HOST:PORT")
  private String target;

  @Mixin private CallOptions options;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    HostPort server = server();
    try (var phone = new Phone(options, server)) {
      Optional<String> failure = phone.ready();
      if (failure.isEmpty()) failure = place(phone);
      PhoneReport report = report(phone, failure);
      report.print(spec.commandLine().getOut(), options.json);
      return report.isOk() ? ExitCode.DONE : ExitCode.FAILED;
    }
  }

  private HostPort server() throws Unusable {
    if (options.registrar.isPresent()) return options.server(options.registrar.get());
    try {
      return SipUri.parse(target).host();
    } catch (IllegalArgumentException _) {
      throw new Unusable(target + " is not sip:USER@HOST:PORT");
    }
  }

  /// Dials and talks; the sentence says why there was no call.
  private Optional<String> place(Phone phone) throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    err.println("calling " + target);
    phone.unit().handset(0).offHook();
    phone.unit().dial(0, target);
    Optional<UnitStatus> end =
        phone.met(now -> isOver(Phone.line(now)) || isTalking(Phone.line(now)), ANSWER);
    if (end.isEmpty()) return Optional.of("nobody answered");
    if (!isTalking(Phone.line(end.get()))) return Optional.of(Phone.line(end.get()).lastEnd());
    err.println("answered");
    phone.talk();
    return Optional.empty();
  }

  private static boolean isTalking(UnitStatus.Line line) {
    return line.state().equals("Talking");
  }

  private static boolean isOver(UnitStatus.Line line) {
    return !line.lastEnd().isEmpty();
  }

  static PhoneReport report(Phone phone, Optional<String> failure) {
    Optional<CallStatus> call = phone.talked();
    boolean silent =
        call.flatMap(CallStatus::media).filter(media -> media.received() > 0).isEmpty();
    String why = failure.orElse(silent ? "no media came from the other party" : "");
    return new PhoneReport(phone.unit().status().join(), call, why);
  }
}
