package ringfence.app.diagnose;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import ringfence.app.call.CallOptions;
import ringfence.app.option.ExitCode;
import ringfence.app.option.Options;
import ringfence.manage.json.Json;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.SipUri;
import ringfence.trace.diagnose.Diagnosis;

/// `ringfence diagnose call`: does a secure call come about, and by which offer?
@Command(
    name = "call",
    description =
        "Call an address with keys by MIKEY, by SDES and in clear until one is answered, talk for"
            + " --seconds, hang up, and say what is wrong. Exit code 1 when the first offer fails.",
    footer = {"", "Example: ringfence diagnose call sip:101@192.0.2.11:5062 --ca ca.crt"})
final class DiagnoseCallCommand implements Callable<Integer> {
  private static final int TALK_SECONDS = 3;

  /// A way to secure the media, or none.
  private enum Offer {
    MIKEY("SRTP with keys by MIKEY", Options.Mode.SECURE, Options.Keys.MIKEY),
    SDES("SRTP with keys by SDES", Options.Mode.SECURE, Options.Keys.SDES),
    CLEAR("RTP in clear", Options.Mode.UNSECURE, Options.Keys.SDES);

    private final String words;
    private final Options.Mode mode;
    private final Options.Keys keys;

    Offer(String words, Options.Mode mode, Options.Keys keys) {
      this.words = words;
      this.mode = mode;
      this.keys = keys;
    }
  }

  private record Tried(Offer offer, LiveRun.Outcome outcome) {}

  @Parameters(paramLabel = "URI", description = "sip:USER@HOST:PORT")
  private String target;

  @Mixin private CallOptions options;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    SipUri uri = DiagnoseRegisterCommand.uri(target);
    HostPort server =
        options.registrar().isPresent() ? options.server(options.registrar().get()) : uri.host();
    options.endAfter(TALK_SECONDS);
    Optional<LiveRun.Outcome> link = run(server).link();
    PrintWriter out = spec.commandLine().getOut();
    if (link.isPresent()) {
      LiveText.print(link.get(), options.json(), out);
      return ExitCode.FAILED;
    }
    List<Tried> tried = tried(server);
    print(tried, out);
    var first = tried.getFirst().outcome();
    return first.reached() && !first.diagnosis().isFailure() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private LiveRun run(HostPort server) {
    return new LiveRun(options, server, spec.commandLine().getErr());
  }

  /// First as asked, then by the others until one is answered.
  private List<Tried> tried(HostPort server) throws Exception {
    List<Offer> offers = new ArrayList<>(List.of(Offer.values()));
    if (options.keys() == Options.Keys.SDES) offers.addFirst(offers.remove(1));
    List<Tried> tried = new ArrayList<>();
    for (Offer offer : offers) {
      options.offer(offer.mode, offer.keys);
      var outcome = run(server).call(target);
      tried.add(new Tried(offer, outcome));
      if (outcome.reached() || outcome.callee() || !isOfMedia(outcome.diagnosis())) break;
    }
    return tried;
  }

  /// Whether another offer may help: what failed has to do with the media, or nobody knows why.
  private static boolean isOfMedia(Diagnosis diagnosis) {
    return !diagnosis.isFailure() || diagnosis.verdicts().getFirst().id().startsWith("media.");
  }

  private void print(List<Tried> tried, PrintWriter out) {
    if (options.json()) {
      out.println(json(tried));
    } else {
      for (Tried each : tried) {
        out.println("Offered   " + each.offer().words);
        each.outcome().said().forEach(out::println);
      }
      out.println();
      var first = tried.getFirst().outcome();
      if (first.diagnosis().isFailure()) out.print(DiagnosisText.of(first.diagnosis()));
      else if (!first.reached() && !first.callee()) out.print(LiveText.UNKNOWN);
    }
    out.flush();
  }

  private static Json json(List<Tried> tried) {
    var offers =
        tried.stream()
            .map(
                each ->
                    Json.object()
                        .put("offer", each.offer().name())
                        .put("answered", each.outcome().reached())
                        .put("said", Json.texts(each.outcome().said())))
            .toList();
    return LiveText.json(tried.getFirst().outcome()).put("offers", Json.array(offers));
  }
}
