package ringfence.sip.ua;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import ringfence.sip.message.Header;
import ringfence.sip.message.MediaType;
import ringfence.sip.message.SipMessage;

/// What a message carries: its Content-Type and bytes. A call does not look into them.
public final class Body {
  private final MediaType type;
  private final byte[] bytes;

  public Body(MediaType type, byte[] bytes) {
    this.type = type;
    this.bytes = bytes.clone();
  }

  /// A session description.
  public static Body sdp(String text) {
    return new Body(MediaType.SDP, text.getBytes(StandardCharsets.UTF_8));
  }

  /// The body of a message; empty when it has none, or no Content-Type to know it by.
  public static Optional<Body> of(SipMessage message) {
    byte[] bytes = message.body();
    if (bytes.length == 0) return Optional.empty();
    return message.headers().first(Header.CONTENT_TYPE).map(type -> new Body(type, bytes));
  }

  public MediaType type() {
    return type;
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  /// The bytes as text.
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Body body && type.equals(body.type) && Arrays.equals(bytes, body.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * type.hashCode() + Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return text();
  }
}
