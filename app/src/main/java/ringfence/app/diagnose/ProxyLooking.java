package ringfence.app.diagnose;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ringfence.app.capture.Capture;
import ringfence.app.certificate.CertificateFiles;
import ringfence.app.live.TlsExamination;
import ringfence.app.live.TlsReport;
import ringfence.app.live.TlsTarget;
import ringfence.app.option.Unusable;
import ringfence.manage.certificate.CertificateFacts;
import ringfence.manage.diagnosis.Diagnosed;
import ringfence.proxy.admin.ProxyExaminer;
import ringfence.proxy.failure.FailedRequest;
import ringfence.proxy.flow.FlowRecord;
import ringfence.proxy.flow.Transition;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.SipMessage;
import ringfence.sip.message.Transport;
import ringfence.trace.capture.Observed;
import ringfence.trace.diagnose.CaseFile;
import ringfence.trace.diagnose.Diagnosis;
import ringfence.trace.diagnose.Known;
import ringfence.trace.diagnose.Noticed;
import ringfence.trace.diagnose.Party;
import ringfence.transport.resolve.Locator;
import ringfence.transport.tls.PeerVerifier;
import ringfence.transport.tls.TlsPolicy;
import ringfence.transport.tls.TrustAnchors;
import ringfence.transport.tls.TrustLevel;

/// Looks into what fails at a proxy by the rules that judge captures: its trunks and its own
/// listeners are met anew, of all else it has what the proxy wrote down.
public final class ProxyLooking implements ProxyExaminer {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final String NO_MEDIA =
      " The proxy sees no media: look into it at the devices, or capture there.";

  private final Findings findings = new Findings(ProxyFields::of);

  @Override
  public Diagnosed examine(Subject subject) {
    try {
      return switch (subject) {
        case Subject.OfTrunk trunk -> trunk(trunk);
        case Subject.OfFlow flow -> flow(flow);
        case Subject.OfUser user -> user(user);
        case Subject.OfCall call -> call(call);
        case Subject.OfCertificate certificate -> certificate(certificate);
      };
    } catch (IOException | Unusable e) {
      return new Diagnosed(List.of(), "It could not be looked into: " + e.getMessage() + ".");
    }
  }

  private Diagnosed trunk(Subject.OfTrunk trunk) throws IOException {
    var place = trunk.trunk().peer().target();
    if (!place.transports().contains(Transport.TLS)) {
      return new Diagnosed(
          List.of(), "It is not reached by TLS; its ladder shows what it answers.");
    }
    var server =
        place.port() == 0 ? HostPort.of(place.host()) : HostPort.of(place.host(), place.port());
    var tls = trunk.tls();
    var target =
        new TlsTarget(
            server,
            trunk.trunk().peer().identity(),
            tls.verifier(),
            tls.identity(),
            tls.policy(),
            PATIENCE);
    return findings.of(
        TlsExamination.brief(target, Locator.ofSystem()).diagnosis(), "The link comes up.");
  }

  /// What went wrong at that address since the last link to it came up.
  private Diagnosed flow(Subject.OfFlow subject) {
    FlowRecord flow = subject.flow().flow();
    String peer = flow.remote().getAddress().getHostAddress();
    var file = new CaseFile();
    subject.flow().transitions().stream()
        .takeWhile(each -> each.kind() == Transition.Kind.FAILED)
        .map(each -> failed(peer, each))
        .forEach(file::add);
    Findings bySide = flow.outgoing() ? findings : new Findings(ProxyFields::ofClient);
    return bySide.of(Diagnosis.of(file), end(flow));
  }

  /// `unknown-ca: The peer's certificate …`
  private static Noticed failed(String peer, Transition each) {
    String[] words = each.text().split(": ", 2);
    Party own = each.outgoing() ? Party.CLIENT : Party.SERVER;
    return new Noticed.LinkFailed(peer, each.at(), own, words[0], words[words.length - 1]);
  }

  private static String end(FlowRecord flow) {
    return flow.end()
        .map(end -> "It closed at " + end.at() + ": " + end.text())
        .orElse("The link is up.");
  }

  private Diagnosed user(Subject.OfUser user) {
    List<String> remarks = new ArrayList<>();
    if (!user.note().isEmpty()) remarks.add("Its Contact: " + user.note() + ".");
    user.gone().stream().findFirst().map(ProxyLooking::end).ifPresent(remarks::add);
    if (user.failed().isEmpty()) remarks.add("No registration or call of it has failed lately.");
    return findings.of(Diagnosis.of(said(user.failed())), String.join(" ", remarks));
  }

  private Diagnosed call(Subject.OfCall call) {
    String now =
        call.underWay()
            .map(it -> "The call is under way since " + it.since() + ".")
            .orElse("The answer alone says it: " + answers(call.failed()) + ".");
    return findings.of(Diagnosis.of(said(call.failed())), now + NO_MEDIA);
  }

  private static String answers(List<FailedRequest> failed) {
    return String.join(
        ", ",
        failed.stream()
            .map(each -> each.response().status() + " " + each.response().reason())
            .toList());
  }

  /// The messages of requests that failed, the oldest first.
  private static CaseFile said(List<FailedRequest> failed) {
    var file = new CaseFile();
    failed.reversed().stream().flatMap(ProxyLooking::messages).forEach(file::add);
    return file;
  }

  private static Stream<Observed> messages(FailedRequest each) {
    return Stream.of(
        observed(each, each.request(), each.at()),
        observed(each, each.response(), each.answeredAt()));
  }

  private static Observed observed(FailedRequest of, SipMessage message, Instant at) {
    var flow = of.flow();
    boolean asked = message.equals(of.request());
    return new Observed(
        at,
        Capture.carrier(flow.transport()),
        asked ? flow.remote() : flow.local(),
        asked ? flow.local() : flow.remote(),
        message.toBytes());
  }

  /// Our own listeners are met by the names of the certificate: one of them shows what the file
  /// has.
  private Diagnosed certificate(Subject.OfCertificate subject) throws IOException, Unusable {
    X509Certificate file = CertificateFiles.read(subject.file()).getFirst();
    Optional<String> problem = subject.certificate().problem();
    Optional<Diagnosis> last = Optional.empty();
    for (HostPort listener : listeners(subject.listeners())) {
      TlsReport report = TlsExamination.brief(target(listener, file), Locator.ofSystem());
      var known = Known.NOTHING.configured(file);
      last = Optional.of(Diagnosis.of(report.recording().caseFile(known)));
      if (!last.get().isFailure()) break;
    }
    String otherwise = problem.orElse("What the file has is shown.");
    return last.map(it -> findings.of(it, otherwise))
        .orElseGet(() -> new Diagnosed(List.of(), otherwise));
  }

  private static List<HostPort> listeners(List<String> open) {
    return open.stream()
        .filter(each -> each.startsWith("TLS "))
        .map(each -> HostPort.parse(each.substring("TLS ".length())))
        .toList();
  }

  private static TlsTarget target(HostPort listener, X509Certificate file) {
    var anyone = new PeerVerifier(TrustLevel.NO_VALIDATION, TrustAnchors.none());
    String name = CertificateFacts.of(file).names().stream().findFirst().orElse(listener.address());
    return new TlsTarget(listener, name, anyone, Optional.empty(), TlsPolicy.modern(), PATIENCE);
  }
}
