package ringfence.app.diagnose;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import ringfence.adapter.call.CallStatus;
import ringfence.adapter.unit.UnitStatus;
import ringfence.app.call.CallOptions;
import ringfence.app.call.Phone;
import ringfence.app.capture.Capture;
import ringfence.app.live.AskedDns;
import ringfence.app.live.LiveCapture;
import ringfence.app.live.TlsExamination;
import ringfence.app.live.TlsReport;
import ringfence.app.live.TlsTarget;
import ringfence.app.option.Unusable;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.Transport;
import ringfence.trace.diagnose.Diagnosis;
import ringfence.trace.diagnose.Known;
import ringfence.trace.diagnose.Noticed;
import ringfence.transport.Lookout;
import ringfence.transport.resolve.Locator;
import ringfence.transport.tls.PeerVerifier;
import ringfence.transport.tls.TlsPolicy;

/// One try of `diagnose register` or `diagnose call`: the way by DNS, the TLS link, and then a unit
/// of our own that registers and calls, recorded and judged.
final class LiveRun {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration FIRST = Duration.ofSeconds(4);
  private static final Duration READY = Duration.ofSeconds(20);
  private static final Duration ANSWER = Duration.ofSeconds(30);

  /// What it came to.
  ///
  /// @param said lines for a person: the DNS, the addresses, what came back
  /// @param callee whether who is called cannot be had, whatever is offered
  record Outcome(List<String> said, Diagnosis diagnosis, boolean reached, boolean callee) {
    Outcome {
      said = List.copyOf(said);
    }
  }

  /// RFC 3261 21.4 and 21.6: what is said of the one who is called.
  private static final Pattern OF_CALLEE =
      Pattern.compile("refused with (404|410|480|484|485|486|600|603|604) .*");

  private final CallOptions options;
  private final HostPort server;
  private final PrintWriter progress;
  private final LiveCapture capture = new LiveCapture();
  private final List<String> said = new ArrayList<>();

  /// @param progress what is waited for
  LiveRun(CallOptions options, HostPort server, PrintWriter progress) {
    this.options = options;
    this.server = server;
    this.progress = progress;
  }

  /// Where the first message goes.
  private HostPort first() throws Unusable {
    return options.outbound().isPresent() ? options.server(options.outbound().get()) : server;
  }

  /// Whether the server is found and the link comes up; else what keeps it from that.
  Optional<Outcome> link() throws IOException, Unusable {
    if (!options.transport().transport().equals(Transport.TLS)) return way();
    AskedDns dns = options.dns().asked();
    String name = first().address();
    TlsReport report = TlsExamination.brief(target(first(), name), dns.locator());
    dns.said().forEach(line -> said.add("DNS       " + line));
    report.destinations().forEach(each -> said.add("Candidate " + each));
    report.up().ifPresent(each -> said.add("Uses      " + each + ", as " + name));
    return report.up().isPresent()
        ? Optional.empty()
        : Optional.of(new Outcome(said, report.diagnosis(), false, false));
  }

  /// Whether a server of a transport without a handshake is found.
  private Optional<Outcome> way() throws Unusable {
    AskedDns dns = options.dns().asked();
    var located = dns.locator().locate(options.target(first())).join();
    dns.said().forEach(line -> said.add("DNS       " + line));
    return switch (located) {
      case Locator.Located.Found(var found) -> {
        found.forEach(each -> said.add("Candidate " + each));
        yield Optional.empty();
      }
      case Locator.Located.NotFound(String reason) -> {
        capture.noticed(new Noticed.NameUnknown(first().address(), reason));
        yield Optional.of(outcome(Optional.of(reason)));
      }
    };
  }

  private TlsTarget target(HostPort at, String name) throws Unusable {
    var verifier = new PeerVerifier(options.level(), options.trust());
    return new TlsTarget(at, name, verifier, options.identity(), TlsPolicy.modern(), PATIENCE)
        .askingNaptr(options.dns().naptr());
  }

  /// Registers, where the options say so.
  Outcome register() throws IOException, Unusable {
    try (var phone = phone()) {
      Optional<String> failure = ready(phone);
      said.add(failure.map(why -> "Failed    " + why).orElse("Registered"));
      return outcome(failure);
    }
  }

  /// Calls, and talks for as long as the options say.
  Outcome call(String target) throws Exception {
    try (var phone = phone()) {
      Optional<String> failure = ready(phone);
      if (failure.isEmpty()) failure = talk(phone, target);
      said.add(failure.map(why -> "Failed    " + why).orElse("Answered  " + target));
      return outcome(failure);
    }
  }

  /// Waits for the line, and not for long where SIP in clear gets no answer from a port that speaks
  /// TLS.
  private Optional<String> ready(Phone phone) throws IOException, Unusable {
    Optional<String> failure = phone.ready(FIRST);
    if (failure.isEmpty()) return failure;
    if (!isAnswered()) goesOnWaiting();
    if (speaksTls()) return failure;
    failure = phone.ready(READY);
    if (failure.isPresent() && !isAnswered()) {
      capture.noticed(new Noticed.Unanswered(FIRST.plus(READY)));
    }
    return failure;
  }

  private void goesOnWaiting() throws Unusable {
    progress.printf(
        "no answer of %s by %s for %d s; waiting for %d s more%n",
        first(), options.transport(), FIRST.toSeconds(), READY.toSeconds());
  }

  private boolean isAnswered() {
    return capture.caseFile(Known.NOTHING).isAnswered();
  }

  private boolean speaksTls() throws IOException, Unusable {
    Transport plain = options.transport().transport();
    if (plain.equals(Transport.TLS) || isAnswered()) return false;
    HostPort to = first();
    var port = HostPort.of(to.address(), to.portOr(plain.defaultPort()));
    Optional<LiveCapture> seen =
        TlsExamination.answered(target(port, to.address()), options.dns().asked().locator());
    boolean speaks =
        seen.stream().anyMatch(it -> !it.caseFile(Known.NOTHING).handshakes().isEmpty());
    // that nobody listens by TCP says nothing about UDP
    seen.filter(_ -> speaks || plain.equals(Transport.TCP)).ifPresent(capture::add);
    return speaks;
  }

  private Optional<String> talk(Phone phone, String target) throws IOException {
    phone.unit().handset(0).offHook();
    phone.unit().dial(0, target);
    long most = ANSWER.toSeconds();
    progress.println("waiting for an answer of " + target + ", " + most + " s at most");
    Optional<UnitStatus> end = phone.met(LiveRun::isDecided, ANSWER);
    if (end.isEmpty()) return Optional.of("nobody answered");
    UnitStatus.Line line = Phone.line(end.get());
    if (!line.state().equals("Talking")) return Optional.of(line.lastEnd());
    phone.talk();
    phone.talked().ifPresent(this::media);
    return Optional.empty();
  }

  private void media(CallStatus call) {
    call.media().ifPresent(it -> capture.noticed(UnitExaminer.counted(call.peer(), it)));
  }

  private static boolean isDecided(UnitStatus status) {
    UnitStatus.Line line = Phone.line(status);
    return !line.lastEnd().isEmpty() || line.state().equals("Talking");
  }

  private Phone phone() throws IOException, Unusable {
    var lookout = new Lookout();
    lookout.tapStreams(passed -> capture.record(Capture.passed(passed)));
    lookout.tap(seen -> Capture.datagram(Capture.observed(seen)).ifPresent(capture::record));
    lookout.keyLog(capture.keyLog());
    return new Phone(options, server, lookout);
  }

  private Outcome outcome(Optional<String> failure) throws Unusable {
    if (failure.isPresent() && !options.givesPassword()) {
      said.add("Password  none was given (--password-file, or the variable RINGFENCE_PASSWORD)");
    }
    boolean callee = failure.filter(it -> OF_CALLEE.matcher(it).matches()).isPresent();
    var known = new Known(options.trust().certificates(), first().address());
    return new Outcome(said, Diagnosis.of(capture.caseFile(known)), failure.isEmpty(), callee);
  }

  void write(Path file) throws IOException {
    capture.write(file);
  }
}
