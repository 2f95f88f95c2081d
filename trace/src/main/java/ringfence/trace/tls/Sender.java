package ringfence.trace.tls;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ringfence.trace.tls.Protection.Opened;
import ringfence.trace.tls.RecordReader.Piece;

/// What one party of a connection sends.
final class Sender {
  private final Direction direction;
  private final Negotiation negotiation;
  private final RecordReader records = new RecordReader();
  private final HandshakeReader handshakes = new HandshakeReader();

  Sender(Direction direction, Negotiation negotiation) {
    this.direction = direction;
    this.negotiation = negotiation;
  }

  int held() {
    return records.held() + handshakes.held();
  }

  List<TlsEvent> feed(byte[] octets) {
    return events(records.feed(octets));
  }

  List<TlsEvent> lost(long octets) {
    List<TlsEvent> events = new ArrayList<>();
    events.add(new TlsEvent.Lost(direction, octets));
    handshakes.forget();
    negotiation.lost();
    events.addAll(events(records.lost(octets)));
    return events;
  }

  private List<TlsEvent> events(List<Piece> pieces) {
    List<TlsEvent> events = new ArrayList<>();
    for (Piece piece : pieces) {
      switch (piece) {
        case Piece.Whole(var record) -> record(record, events);
        case Piece.NotTls(var first) -> events.add(new TlsEvent.NotTls(direction, first));
        case Piece.Stray(var first) -> events.add(stray(first));
        case Piece.Resumed() -> negotiation.protection(direction).ifPresent(Protection::placeLost);
      }
    }
    return events;
  }

  private TlsEvent stray(Octets first) {
    return malformed("RFC 8446 5.1", "no record begins with " + first.first(TlsRecord.HEADER));
  }

  private TlsEvent malformed(String clause, String reason) {
    return new TlsEvent.Malformed(direction, clause, reason);
  }

  private void record(TlsRecord record, List<TlsEvent> events) {
    Optional<Protection> protection = negotiation.protection(direction);
    Opened opened = protection.map(each -> each.open(record)).orElseGet(() -> inClear(record));
    switch (opened) {
      case Opened.Plain(var type, var octets, var decrypted) ->
          content(new Content(type, octets, decrypted), events);
      case Opened.Closed(var why) ->
          events.add(
              new TlsEvent.Encrypted(direction, record.type(), record.fragment().length(), why));
    }
  }

  /// A record of a direction whose keys are not in force, as far as the capture shows.
  private Opened inClear(TlsRecord record) {
    if (record.holed()) return new Opened.Closed(WhyNot.holed());
    return negotiation
        .whyEncrypted(record)
        .<Opened>map(Opened.Closed::new)
        .orElseGet(() -> new Opened.Plain(record.type(), record.fragment(), false));
  }

  /// What a record carried, in clear now.
  private record Content(ContentType type, Octets octets, boolean decrypted) {}

  private void content(Content content, List<TlsEvent> events) {
    switch (content.type()) {
      case CHANGE_CIPHER_SPEC -> {
        events.add(new TlsEvent.ChangeCipherSpec(direction));
        negotiation.changeCipherSpec(direction);
      }
      case ALERT -> events.add(alert(content));
      case HANDSHAKE ->
          handshakes.feed(content.octets()).forEach(whole -> note(whole, content, events));
      case APPLICATION_DATA -> {
        if (!content.octets().isEmpty())
          events.add(new TlsEvent.ApplicationData(direction, content.octets()));
      }
      case HEARTBEAT -> events.add(new TlsEvent.Heartbeat(direction, content.octets().length()));
    }
  }

  private TlsEvent alert(Content content) {
    if (content.octets().length() != 2) {
      return malformed("RFC 8446 6", "an alert of " + content.octets().length() + " octets");
    }
    Cursor in = content.octets().cursor();
    return new TlsEvent.AlertSent(direction, new Alert(in.u8(), in.u8()), content.decrypted());
  }

  private void note(HandshakeReader.Whole whole, Content content, List<TlsEvent> events) {
    HandshakeMessage message = HandshakeParser.read(whole, negotiation.version());
    events.add(new TlsEvent.Handshake(direction, message, whole.octets(), content.decrypted()));
    negotiation.note(direction, whole, message);
    if (message instanceof HandshakeMessage.ServerHello) {
      negotiation
          .resumption(direction)
          .map(by -> new TlsEvent.Resumed(direction, by))
          .ifPresent(events::add);
    }
  }
}
