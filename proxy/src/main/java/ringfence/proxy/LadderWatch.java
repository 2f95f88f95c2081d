package ringfence.proxy;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;
import ringfence.proxy.location.AddressOfRecord;
import ringfence.sip.ladder.Ladder;
import ringfence.sip.message.Parsed;
import ringfence.sip.message.SipMessage;
import ringfence.sip.message.SipParser;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipUri;
import ringfence.sip.message.Uri;
import ringfence.transport.WireTap;

/// The ladder of one address-of-record as it grows: what it says and what is said to it. Costs
/// nothing while nobody looks. On the proxy's loop.
final class LadderWatch implements WireTap {
  private static final int MOST = 500;

  private record Watched(AddressOfRecord aor, Ladder ladder) {}

  private final SipParser parser = new SipParser();
  private Optional<Watched> watched = Optional.empty();

  /// Looks at that address from now on, and at no other.
  void watch(AddressOfRecord aor, Instant now) {
    watched = Optional.of(new Watched(aor, new Ladder(now)));
  }

  /// The one that is looked at.
  Optional<AddressOfRecord> aor() {
    return watched.map(Watched::aor);
  }

  /// What was said since; empty when nothing was.
  String text() {
    return watched.map(it -> it.ladder().toString()).orElse("");
  }

  @Override
  public void observed(Observed observed) {
    if (watched.isEmpty() || observed.kind() != Kind.SIP) return;
    if (!(parser.parse(observed.bytes()) instanceof Parsed.Message(var message))) return;
    Watched now = watched.get();
    boolean concerns = concerns(now.aor(), message);
    if (!concerns || now.ladder().rungs().size() >= MOST) return;
    String peer = text(observed.remote());
    boolean in = observed.direction() == Direction.IN;
    now.ladder().between(observed.at(), in ? peer : "proxy", in ? "proxy" : peer, message);
  }

  private static boolean concerns(AddressOfRecord aor, SipMessage message) {
    boolean called = message instanceof SipRequest request && is(aor, request.uri());
    return called || is(aor, message.from().uri()) || is(aor, message.to().uri());
  }

  private static boolean is(AddressOfRecord aor, Uri uri) {
    return uri instanceof SipUri sip && AddressOfRecord.of(sip).filter(aor::equals).isPresent();
  }

  private static String text(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }
}
