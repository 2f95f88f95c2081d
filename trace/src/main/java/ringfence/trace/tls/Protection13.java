package ringfence.trace.tls;

import java.util.List;
import java.util.Optional;
import ringfence.trace.tls.HandshakeMessage.ServerHello;
import ringfence.trace.tls.KeyLog.Label;

/// The records of one direction in TLS 1.3. Its keys change when the handshake is over and with
/// each KeyUpdate; which of two is in force is what the integrity check says, so that no message
/// that changes them needs to be in the capture.
final class Protection13 implements Protection {
  private final RecordedHandshake handshake;
  private final TlsSecrets secrets;

  /// The secrets in their order; after the last each is made from the one before.
  private final List<Label> labels;

  private RecordNumber number = new RecordNumber();

  /// Of the first record by the next keys.
  private RecordNumber nextNumber = new RecordNumber();

  private int current;
  private Optional<TrafficKeys> keys = Optional.empty();
  private Optional<TrafficKeys> next = Optional.empty();
  private int looked = -1;

  /// Whether the first secrets are not known, and those in force begin at a record yet to come.
  private boolean waiting;

  Protection13(RecordedHandshake handshake, boolean ofClient, TlsSecrets secrets) {
    this.handshake = handshake;
    this.secrets = secrets;
    this.labels =
        ofClient
            ? List.of(
                Label.CLIENT_EARLY_TRAFFIC_SECRET,
                Label.CLIENT_HANDSHAKE_TRAFFIC_SECRET,
                Label.CLIENT_TRAFFIC_SECRET_0)
            : List.of(Label.SERVER_HANDSHAKE_TRAFFIC_SECRET, Label.SERVER_TRAFFIC_SECRET_0);
  }

  @Override
  public Opened open(TlsRecord record) {
    // RFC 8446 5.2: "The outer opaque_type field of a TLSCiphertext record is always set to the
    // value
    // 23 (application_data)"
    if (record.type() != ContentType.APPLICATION_DATA) {
      return new Opened.Plain(record.type(), record.fragment(), false);
    }
    look();
    if (keys.isEmpty()) return skipped(why());
    if (record.holed()) return skipped(WhyNot.holed());
    Optional<Opened> opened =
        number.find(each -> opened(keys, record, each)).or(() -> openedByNext(record));
    if (opened.isPresent()) waiting = false;
    return opened.orElseGet(() -> failed());
  }

  private Opened skipped(WhyNot why) {
    number.skip();
    return new Opened.Closed(why);
  }

  private Opened failed() {
    if (waiting) return new Opened.Closed(why());
    number.skip();
    return new Opened.Closed(number.failure());
  }

  private Optional<Opened> openedByNext(TlsRecord record) {
    Optional<Opened> opened = nextNumber.find(each -> opened(next, record, each));
    if (opened.isPresent()) {
      number = nextNumber;
      nextNumber = new RecordNumber();
      moveTo(current + 1, next);
    }
    return opened;
  }

  /// The type stands behind the octets, and zeros may stand behind it, RFC 8446 section 5.4.
  private static Optional<Opened> opened(
      Optional<TrafficKeys> keys, TlsRecord record, long number) {
    return keys.flatMap(each -> each.open(record, number)).flatMap(Protection13::unpadded);
  }

  private static Optional<Opened> unpadded(byte[] inner) {
    int last = inner.length - 1;
    while (last >= 0 && inner[last] == 0) last--;
    if (last < 0) return Optional.empty();
    Octets octets = Octets.of(inner, 0, last);
    return ContentType.of(inner[last] & 0xFF).map(type -> new Opened.Plain(type, octets, true));
  }

  /// Looks for secrets that are not known yet, when there are more than last time.
  private void look() {
    if (looked == secrets.additions()) return;
    looked = secrets.additions();
    for (int each = current; keys.isEmpty() && each < labels.size(); each++) {
      moveTo(each, logged(each));
      waiting = each == labels.size() - 1;
    }
    if (next.isEmpty()) next = after();
  }

  private void moveTo(int place, Optional<TrafficKeys> found) {
    if (found.isEmpty()) return;
    current = place;
    keys = found;
    next = after();
  }

  /// The keys that follow those in force.
  private Optional<TrafficKeys> after() {
    int following = current + 1;
    return following < labels.size() ? logged(following) : keys.map(TrafficKeys::next);
  }

  private Optional<TrafficKeys> logged(int place) {
    Optional<TlsSecret> secret = secrets.logged(labels.get(place), handshake.clientRandom());
    return handshake
        .parameters()
        .filter(suite -> suite.bulk().isAead())
        .flatMap(suite -> secret.map(each -> new TrafficKeys(suite, each)));
  }

  private WhyNot why() {
    CipherSuite suite = handshake.serverHello().map(ServerHello::cipherSuite).orElseThrow();
    return handshake.parameters().isEmpty()
        ? WhyNot.unreadSuite(suite)
        : WhyNot.noSecret(suite, handshake.clientRandom());
  }

  @Override
  public void placeLost() {
    number.lost();
    nextNumber.lost();
  }
}
