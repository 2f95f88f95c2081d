package ringfence.app.diagnose;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import ringfence.adapter.unit.Examiner;
import ringfence.app.capture.Capture;
import ringfence.app.live.Recollection;
import ringfence.app.live.TlsExamination;
import ringfence.app.live.TlsTarget;
import ringfence.manage.diagnosis.Diagnosed;
import ringfence.manage.diagnosis.SettingField;
import ringfence.media.session.SessionStatistics;
import ringfence.sip.message.Method;
import ringfence.sip.message.SipMessage;
import ringfence.sip.message.SipUri;
import ringfence.trace.capture.Observed;
import ringfence.trace.diagnose.CaseFile;
import ringfence.trace.diagnose.Diagnosis;
import ringfence.trace.diagnose.Known;
import ringfence.trace.diagnose.Noticed;
import ringfence.trace.diagnose.Verdict;
import ringfence.transport.Lookout;
import ringfence.transport.WireTap;

/// Looks into the links, registrations and calls of a unit by the rules that judge captures: a link
/// is tried anew, of the others it remembers what was said.
public final class UnitExaminer implements Examiner {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final String FORGOTTEN =
      "Nothing that was said of it is remembered here; capture the next time with --capture.";

  private final Findings findings = new Findings(UnitExaminer::place);
  private final Recollection remembered = new Recollection();

  /// One who remembers what is said there from now on.
  public static UnitExaminer over(Lookout lookout) {
    var examiner = new UnitExaminer();
    lookout.tap(
        seen -> {
          if (seen.kind() == WireTap.Kind.SIP) examiner.remembered.add(Capture.observed(seen));
        });
    return examiner;
  }

  @Override
  public Diagnosed examine(Subject subject) {
    return switch (subject) {
      case Subject.Link link -> link(link);
      case Subject.Registration registration -> registration(registration);
      case Subject.Call call -> call(call);
    };
  }

  private Diagnosed link(Subject.Link link) {
    try {
      return findings.of(attempt(link), "The link comes up.");
    } catch (IOException e) {
      return new Diagnosed(List.of(), "It could not be looked into: " + e.getMessage() + ".");
    }
  }

  private static Diagnosis attempt(Subject.Link link) throws IOException {
    var credentials = link.credentials();
    var target =
        new TlsTarget(
            link.server(),
            link.server().address(),
            credentials.verifier(),
            credentials.identity(),
            credentials.policy(),
            PATIENCE);
    return TlsExamination.brief(target, link.locator()).diagnosis();
  }

  /// What its registrar answered; where it never came to that, its link.
  private Diagnosed registration(Subject.Registration registration) {
    var status = registration.status();
    if (status.isRegistered()) return new Diagnosed(List.of(), "It is registered.");
    List<Observed> said = remembered.of(message -> isRegistration(message, status.user()));
    Diagnosis diagnosis = Diagnosis.of(file(said));
    if (!diagnosis.isFailure() && registration.link().isPresent()) {
      Diagnosed link = link(registration.link().get());
      if (!link.findings().isEmpty()) return link;
    }
    return findings.of(diagnosis, status.cause() + ". " + seen(said));
  }

  private static boolean isRegistration(SipMessage message, String user) {
    return message.cseq().method().equals(Method.REGISTER)
        && message.to().uri() instanceof SipUri uri
        && uri.userText().equals(Optional.of(user));
  }

  private static String seen(List<Observed> said) {
    return said.isEmpty() ? FORGOTTEN : "Nothing else is seen that failed.";
  }

  private Diagnosed call(Subject.Call call) {
    var status = call.status();
    List<Observed> said = remembered.of(message -> message.callId().equals(status.callId()));
    CaseFile file = file(said);
    status.media().ifPresent(media -> file.add(counted(status.peer(), media)));
    String media =
        status.media().isPresent()
            ? " Its media is known by its counts; what of it was lost on the way a capture shows."
            : " It had no media.";
    String end = call.end().isEmpty() ? "" : "It ended: " + call.end() + ". ";
    return findings.of(Diagnosis.of(file), end + seen(said) + media);
  }

  /// What a unit counted of the media of a call.
  static Noticed.Media counted(String peer, SessionStatistics media) {
    return new Noticed.Media(
        peer,
        media.sent(),
        media.received(),
        media.peerLossPercent().map(OptionalDouble::of).orElse(OptionalDouble.empty()),
        media.security().forged(),
        media.security().plaintextBlocked());
  }

  private static CaseFile file(List<Observed> said) {
    var file = new CaseFile(Known.NOTHING);
    said.forEach(file::add);
    return file;
  }

  private static Optional<SettingField> place(Verdict verdict) {
    int comma = verdict.setting().indexOf(", ");
    if (comma < 0) return Optional.empty();
    return Optional.of(
        new SettingField(
            verdict.setting().substring(0, comma), verdict.setting().substring(comma + 2)));
  }
}
