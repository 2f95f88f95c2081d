package ringfence.trace.tls;

import java.util.Optional;

/// What a record carries, RFC 8446 section 5.1 and RFC 6520.
public enum ContentType {
  CHANGE_CIPHER_SPEC(20, "Change Cipher Spec"),
  ALERT(21, "Alert"),
  HANDSHAKE(22, "Handshake"),
  APPLICATION_DATA(23, "Application Data"),
  HEARTBEAT(24, "Heartbeat");

  private final int code;
  private final String words;

  ContentType(int code, String words) {
    this.code = code;
    this.words = words;
  }

  int code() {
    return code;
  }

  static Optional<ContentType> of(int code) {
    return isKnown(code) ? Optional.of(values()[code - 20]) : Optional.empty();
  }

  static boolean isKnown(int code) {
    return code >= 20 && code <= 24;
  }

  @Override
  public String toString() {
    return words;
  }
}
