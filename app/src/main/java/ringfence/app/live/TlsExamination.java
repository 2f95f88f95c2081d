package ringfence.app.live;

import static ringfence.trace.tls.ProtocolVersion.TLS_1_0;
import static ringfence.trace.tls.ProtocolVersion.TLS_1_1;
import static ringfence.trace.tls.ProtocolVersion.TLS_1_2;
import static ringfence.trace.tls.ProtocolVersion.TLS_1_3;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import ringfence.trace.diagnose.CaseFile;
import ringfence.trace.diagnose.Diagnosis;
import ringfence.trace.diagnose.Known;
import ringfence.trace.diagnose.Noticed;
import ringfence.trace.diagnose.SeenHandshake;
import ringfence.transport.resolve.Destination;
import ringfence.transport.resolve.Locator;
import ringfence.transport.tls.Refusal;

/// Examines a TLS server: first as the unit meets it, then as others would.
public final class TlsExamination {
  private static final int MOST_DESTINATIONS = 4;

  /// Of the patience with the unit's own attempt, what is spent on each other at a server that has
  /// not said a word.
  private static final int SHARE_AT_SILENCE = 5;

  private static final int[] ECDHE_AEAD = {0xC02C, 0xC030, 0xC02B, 0xC02F, 0xCCA9, 0xCCA8};
  private static final int[] ECDHE_CBC = {0xC00A, 0xC014, 0xC009, 0xC013, 0x0035, 0x002F};
  private static final int[] RSA_TRANSPORT = {0x009D, 0x009C, 0x0035, 0x002F};
  private static final int RSA_WITH_AES_256_CBC_SHA = 0x0035;

  /// The refusals of a certificate: the handshake would have gone on without them.
  private static final Set<Refusal.Cause> OF_CERTIFICATE =
      EnumSet.range(Refusal.Cause.NO_CERTIFICATE, Refusal.Cause.REVOCATION_UNKNOWN);

  private final TlsTarget target;
  private final Locator locator;
  private final LiveCapture recording = new LiveCapture();
  private Duration patienceWithOthers;
  private final List<TlsVariation> variations = new ArrayList<>();

  private TlsExamination(TlsTarget target, Locator locator) {
    this.target = target;
    this.locator = locator;
    this.patienceWithOthers = target.patience();
  }

  public static TlsReport of(TlsTarget target, Locator locator) throws IOException {
    return new TlsExamination(target, locator).report(true);
  }

  /// Only as the unit meets it.
  public static TlsReport brief(TlsTarget target, Locator locator) throws IOException {
    return new TlsExamination(target, locator).report(false);
  }

  /// A handshake without any checks, at the first address that answers it, or else the attempts at
  /// which nobody was there; empty where somebody is and speaks no TLS.
  public static Optional<LiveCapture> answered(TlsTarget target, Locator locator)
      throws IOException {
    var absent = new LiveCapture();
    boolean there = false;
    for (Destination each : new TlsExamination(target, locator).destinations()) {
      var one = new LiveCapture();
      UnitHandshake.lenient(target).with(each, one);
      var seen = one.caseFile(Known.NOTHING).handshakes();
      if (seen.stream().anyMatch(it -> it.suite().isPresent())) return Optional.of(one);
      there |= !seen.isEmpty();
      absent.add(one);
    }
    return there ? Optional.empty() : Optional.of(absent);
  }

  private TlsReport report(boolean asOthers) throws IOException {
    List<Destination> destinations = destinations();
    Known known = target.known(destinations);
    Optional<Destination> up = Optional.empty();
    Optional<Destination> reached = Optional.empty();
    for (Destination each : destinations) {
      var one = new LiveCapture();
      boolean answers = meet(each, one);
      // RFC 3263 4.3: the next is tried where one fails, and none after one that works
      boolean works = up.isEmpty() && answers && !Diagnosis.of(one.caseFile(known)).isFailure();
      if (works) up = Optional.of(each);
      if (answers && (reached.isEmpty() || works)) reached = Optional.of(each);
      recording.add(one);
    }
    if (asOthers && reached.isPresent()) vary(reached.get());
    CaseFile file = recording.caseFile(known);
    List<SeenHandshake> seen = file.handshakes();
    Optional<SeenHandshake> last = seen.isEmpty() ? Optional.empty() : Optional.of(seen.getLast());
    return new TlsReport(destinations, up, Diagnosis.of(file), last, variations, recording);
  }

  private List<Destination> destinations() {
    var wanted = target.wanted();
    return switch (locator.locate(wanted).join()) {
      case Locator.Located.NotFound(String reason) -> {
        recording.noticed(new Noticed.NameUnknown(wanted.host(), reason));
        yield List.of();
      }
      case Locator.Located.Found(var found) -> found.stream().limit(MOST_DESTINATIONS).toList();
    };
  }

  /// As the unit, and once more without its checks where those ended it; whether TCP came about.
  private boolean meet(Destination server, LiveCapture one) throws IOException {
    Optional<Refusal> refusal = UnitHandshake.strict(target).with(server, one);
    if (refusal.isEmpty()) return true;
    Refusal.Cause cause = refusal.get().cause();
    if (OF_CERTIFICATE.contains(cause)) UnitHandshake.lenient(target).with(server, one);
    return !one.caseFile(Known.NOTHING).handshakes().isEmpty();
  }

  private boolean isHeard() {
    return recording.caseFile(Known.NOTHING).handshakes().stream()
        .anyMatch(it -> it.suite().isPresent() || it.serverAlert().isPresent());
  }

  private void vary(Destination at) throws IOException {
    if (!isHeard()) patienceWithOthers = target.patience().dividedBy(SHARE_AT_SILENCE);
    InetSocketAddress server = at.address();
    String name = target.sentName();
    offer(server, "a client of TLS 1.3 alone", TlsOffer.of(TLS_1_3, 0x1302, 0x1301, 0x1303));
    offer(server, "a client of TLS 1.2 alone", TlsOffer.of(TLS_1_2, ECDHE_AEAD));
    offer(server, "a client of TLS 1.1 alone", TlsOffer.of(TLS_1_1, ECDHE_CBC));
    offer(
        server,
        "a unit of TLS 1.0 and TLS_RSA_WITH_AES_256_CBC_SHA alone",
        TlsOffer.of(TLS_1_0, RSA_WITH_AES_256_CBC_SHA));
    offer(server, "a client of RSA key transport alone", TlsOffer.of(TLS_1_2, RSA_TRANSPORT));
    if (!name.isEmpty()) {
      add("a client that sends no server_name", server, TlsOffer.of(TLS_1_2, ECDHE_AEAD));
    }
    add(
        "a client that asks for another name",
        server,
        TlsOffer.of(TLS_1_2, ECDHE_AEAD).asking("other.invalid"));
    if (target.identity().isPresent()) withoutCertificate(at);
  }

  private void offer(InetSocketAddress server, String as, TlsOffer offer) {
    add(as, server, offer.asking(target.sentName()));
  }

  private void add(String as, InetSocketAddress server, TlsOffer offer) {
    add(as, OfferedHandshake.of(offer, server, patienceWithOthers));
  }

  private void withoutCertificate(Destination server) throws IOException {
    var without = new LiveCapture();
    var unit = target.with(Optional.empty()).within(patienceWithOthers);
    UnitHandshake.lenient(unit).with(server, without);
    add("the unit without its certificate", without);
  }

  private void add(String as, LiveCapture made) {
    variations.add(TlsVariation.of(as, made));
  }
}
