package ringfence.trace.tls;

import java.util.Optional;

/// The records of one direction after its ChangeCipherSpec, in TLS 1.2 and before.
final class Protection12 implements Protection {
  private final MasterSecret master;
  private final boolean ofClient;
  private final RecordNumber number = new RecordNumber();
  private Optional<RecordCipher> cipher = Optional.empty();
  private Octets previous = Octets.NONE;

  Protection12(MasterSecret master, boolean ofClient) {
    this.master = master;
    this.ofClient = ofClient;
  }

  @Override
  public Opened open(TlsRecord record) {
    Octets before = previous;
    previous = record.fragment();
    if (cipher.isEmpty()) cipher = master.find().flatMap(this::cipher);
    if (cipher.isEmpty()) return skipped(why());
    if (record.holed()) return skipped(WhyNot.holed());
    RecordCipher mine = cipher.get();
    return number
        .find(each -> mine.open(record, before, each))
        .<Opened>map(plain -> new Opened.Plain(record.type(), plain, true))
        .orElseGet(() -> failed());
  }

  private Opened failed() {
    number.skip();
    return new Opened.Closed(number.failure());
  }

  private Opened skipped(WhyNot why) {
    number.skip();
    return new Opened.Closed(why);
  }

  private Optional<RecordCipher> cipher(TlsSecret found) {
    RecordedHandshake handshake = master.handshake();
    if (handshake.parameters().isEmpty()) return Optional.empty();
    DirectionKeys keys = DirectionKeys.of(handshake, found, ofClient);
    if (keys.suite().bulk().isAead()) return Optional.of(new AeadCipher(keys));
    boolean encryptThenMac = handshake.has(Extensions.ENCRYPT_THEN_MAC);
    return Optional.of(new MacCipher(keys, handshake.version(), encryptThenMac));
  }

  private WhyNot why() {
    RecordedHandshake handshake = master.handshake();
    boolean unread = handshake.serverHello().isPresent() && handshake.parameters().isEmpty();
    return unread
        ? WhyNot.unreadSuite(handshake.serverHello().orElseThrow().cipherSuite())
        : master.why();
  }

  @Override
  public void placeLost() {
    number.lost();
    previous = Octets.NONE;
  }
}
