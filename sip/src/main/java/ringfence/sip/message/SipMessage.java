package ringfence.sip.message;

/// A SIP message, RFC 3261 section 7; immutable. A message that came from the wire prints as it
/// came, and a changed copy differs only where it was changed.
public sealed interface SipMessage permits SipRequest, SipResponse {
  /// The header fields.
  Headers headers();

  /// A copy of the body; empty when there is none.
  byte[] body();

  /// The length of the body in bytes.
  int bodyLength();

  /// The message as it goes on the wire.
  byte[] toBytes();

  /// A copy with these fields in place of all; Content-Length follows the body by itself.
  SipMessage with(Headers headers);

  /// A copy with that body, Content-Type and Content-Length.
  SipMessage withBody(MediaType type, byte[] body);

  /// A copy without body and Content-Type.
  SipMessage withoutBody();

  /// The topmost Via. As for the four below, reading a message that did not come out of [SipParser]
  /// and lacks the field throws [MalformedHeaderException].
  default Via topVia() {
    return required(Header.VIA);
  }

  /// The From field.
  default NameAddr from() {
    return required(Header.FROM);
  }

  /// The To field.
  default NameAddr to() {
    return required(Header.TO);
  }

  /// The Call-ID.
  default String callId() {
    return required(Header.CALL_ID);
  }

  /// The CSeq.
  default CSeq cseq() {
    return required(Header.CSEQ);
  }

  private <T> T required(Header<T> header) {
    return headers()
        .first(header)
        .orElseThrow(() -> new MalformedHeaderException("RFC 3261 8.1.1", "no " + header));
  }

  /// Fields whose Content-Length is that of the body.
  static Headers sized(Headers headers, int length) {
    boolean right = headers.first(Header.CONTENT_LENGTH).filter(said -> said == length).isPresent();
    return right ? headers : headers.with(Header.CONTENT_LENGTH, length);
  }
}
