package ringfence.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A request, RFC 3261 section 7.1.
public final class SipRequest implements SipMessage {
  private final Method method;
  private final Uri uri;
  private final Slice startLine;
  private final Headers headers;
  private final Slice body;

  SipRequest(Method method, Uri uri, Slice startLine, Headers headers, Slice body) {
    this.method = method;
    this.uri = uri;
    this.startLine = startLine;
    this.headers = headers;
    this.body = body;
  }

  /// A request of our own; Content-Length is set to the body's.
  public SipRequest(Method method, Uri uri, Headers headers, byte[] body) {
    this(
        method,
        uri,
        line(method, uri),
        SipMessage.sized(headers, body.length),
        Slice.of(body.clone()));
  }

  /// A request of our own without body.
  public SipRequest(Method method, Uri uri, Headers headers) {
    this(method, uri, headers, new byte[0]);
  }

  private static Slice line(Method method, Uri uri) {
    return Slice.of(method + " " + uri + " SIP/2.0\r\n");
  }

  /// The method.
  public Method method() {
    return method;
  }

  /// Whether the method is that one.
  public boolean is(Method other) {
    return method.equals(other);
  }

  /// The Request-URI.
  public Uri uri() {
    return uri;
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
  public SipRequest with(Headers other) {
    return new SipRequest(method, uri, startLine, SipMessage.sized(other, body.length()), body);
  }

  /// With this value and no other of its header.
  public <T> SipRequest with(Header<T> header, T value) {
    return with(headers.with(header, value));
  }

  /// With that Request-URI.
  public SipRequest withUri(Uri other) {
    return new SipRequest(method, other, line(method, other), headers, body);
  }

  @Override
  public SipRequest withBody(MediaType type, byte[] content) {
    return new SipRequest(
        method,
        uri,
        startLine,
        SipMessage.sized(headers.with(Header.CONTENT_TYPE, type), content.length),
        Slice.of(content.clone()));
  }

  @Override
  public SipRequest withoutBody() {
    return new SipRequest(
        method,
        uri,
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
    return other instanceof SipRequest that && Arrays.equals(toBytes(), that.toBytes());
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
