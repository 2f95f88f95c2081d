package ringfence.proxy;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import ringfence.proxy.location.AddressOfRecord;
import ringfence.sip.ladder.Ladder;
import ringfence.sip.message.MalformedHeaderException;
import ringfence.sip.message.SipMessage;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipUri;
import ringfence.sip.message.Uri;
import ringfence.transport.WireTap.Direction;
import ringfence.transport.WireTap.Observed;

/// The ladder of one user or of one call as it grows. On the proxy's loop.
final class LadderWatch {
  static final int MOST_RUNGS = 500;

  private final String subject;
  private final Predicate<SipUri> named;
  private final Ladder ladder;
  private Instant asked;
  private int rungs;

  /// @param subject a Call-ID, or with or without `sip:` a user: `user@domain`, or `user` of every
  ///   domain
  LadderWatch(String subject, Instant now) {
    this.subject = subject;
    this.named = named(subject.startsWith("sip:") ? subject.substring(4) : subject);
    this.ladder = new Ladder(now);
    this.asked = now;
  }

  private static Predicate<SipUri> named(String user) {
    if (!user.contains("@")) return uri -> uri.userText().equals(Optional.of(user));
    try {
      Optional<AddressOfRecord> aor = AddressOfRecord.of(SipUri.parse("sip:" + user));
      return uri -> AddressOfRecord.of(uri).equals(aor);
    } catch (MalformedHeaderException _) {
      return _ -> false;
    }
  }

  /// What was said since the first asked.
  String ask(Instant now) {
    asked = now;
    return ladder.toString();
  }

  /// When somebody last looked.
  Instant asked() {
    return asked;
  }

  void observed(Observed observed, SipMessage message) {
    if (rungs > MOST_RUNGS || !concerns(message)) return;
    rungs++;
    if (rungs > MOST_RUNGS) {
      ladder.note(observed.at(), "More was said; this ladder is full.");
      return;
    }
    String peer = text(observed.remote());
    boolean in = observed.direction() == Direction.IN;
    ladder.between(observed.at(), in ? peer : "proxy", in ? "proxy" : peer, message);
  }

  private boolean concerns(SipMessage message) {
    if (message.callId().equals(subject)) return true;
    boolean called = message instanceof SipRequest request && is(request.uri());
    return called || is(message.from().uri()) || is(message.to().uri());
  }

  private boolean is(Uri uri) {
    return uri instanceof SipUri sip && named.test(sip);
  }

  private static String text(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }
}
