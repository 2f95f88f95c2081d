package ringfence.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A response, RFC 3261 section 7.2. [Responses] makes those that answer a request.
public final class SipResponse implements SipMessage {
  private final StatusCode status;
  private final String reason;
  private final Slice startLine;
  private final Headers headers;
  private final Slice body;

  SipResponse(StatusCode status, String reason, Slice startLine, Headers headers, Slice body) {
    this.status = status;
    this.reason = reason;
    this.startLine = startLine;
    this.headers = headers;
    this.body = body;
  }

  /// A response of our own; Content-Length is set to the body's.
  public SipResponse(StatusCode status, String reason, Headers headers, byte[] body) {
    this(
        status,
        reason,
        line(status, reason),
        SipMessage.sized(headers, body.length),
        Slice.of(body.clone()));
  }

  /// A response of our own without body.
  public SipResponse(StatusCode status, String reason, Headers headers) {
    this(status, reason, headers, new byte[0]);
  }

  private static Slice line(StatusCode status, String reason) {
    Grammar.refuseLineBreaks(reason);
    return Slice.of("SIP/2.0 " + status + " " + reason + "\r\n");
  }

  /// The status code.
  public StatusCode status() {
    return status;
  }

  /// The reason phrase, for people.
  public String reason() {
    return reason;
  }

  @Override
  public Headers headers() {
    return headers;
  }

  @Override
  public byte[] body() {
    return body.copy();
  }

  @Override
  public int bodyLength() {
    return body.length();
  }

  @Override
  public SipResponse with(Headers other) {
    return new SipResponse(status, reason, startLine, SipMessage.sized(other, body.length()), body);
  }

  /// With this value and no other of its header.
  public <T> SipResponse with(Header<T> header, T value) {
    return with(headers.with(header, value));
  }

  @Override
  public SipResponse withBody(MediaType type, byte[] content) {
    return new SipResponse(
        status,
        reason,
        startLine,
        SipMessage.sized(headers.with(Header.CONTENT_TYPE, type), content.length),
        Slice.of(content.clone()));
  }

  @Override
  public SipResponse withoutBody() {
    return new SipResponse(
        status,
        reason,
        startLine,
        SipMessage.sized(headers.without(Header.CONTENT_TYPE), 0),
        Slice.of(new byte[0]));
  }

  @Override
  public byte[] toBytes() {
    return Slice.join(startLine, headers, body);
  }

  /// Equal when the same bytes would go on the wire.
  @Override
  public boolean equals(Object other) {
    return other instanceof SipResponse that && Arrays.equals(toBytes(), that.toBytes());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(toBytes());
  }

  /// The message as text.
  @Override
  public String toString() {
    return new String(toBytes(), StandardCharsets.UTF_8);
  }
}
