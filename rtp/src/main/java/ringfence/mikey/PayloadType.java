package ringfence.mikey;

import java.util.Arrays;
import java.util.Optional;

/// The payloads, RFC 3830 table 6.1.b, with the number that the Next payload field has for them.
public enum PayloadType {
  KEMAC(1, "6.2", "Key data transport"),
  PKE(2, "6.3", "Envelope data"),
  DH(3, "6.4", "DH data"),
  SIGN(4, "6.5", "Signature"),
  T(5, "6.6", "Timestamp"),
  ID(6, "6.7", "ID"),
  CERT(7, "6.7", "Certificate"),
  CHASH(8, "6.8", "Cert hash"),
  V(9, "6.9", "Ver msg"),
  SP(10, "6.10", "Security Policy"),
  RAND(11, "6.11", "RAND"),
  ERR(12, "6.12", "Error"),
  GENERAL_EXTENSION(21, "6.15", "General Extension");

  /// What the Next payload field of the last payload has.
  static final int LAST = 0;

  /// The number of the Key data sub-payload, which only a KEMAC has, encrypted.
  static final int KEY_DATA = 20;

  private final int number;
  private final String section;
  private final String words;

  PayloadType(int number, String section, String words) {
    this.number = number;
    this.section = section;
    this.words = words;
  }

  /// The names of the standard, as `General Ext.`.
  @Override
  public String toString() {
    return this == GENERAL_EXTENSION ? "General Ext." : name();
  }

  static Optional<PayloadType> of(int number) {
    return Arrays.stream(values()).filter(it -> it.number == number).findFirst();
  }

  public int number() {
    return number;
  }

  /// Where it is specified, as in `RFC 3830 6.2`.
  public String clause() {
    return "RFC 3830 " + section;
  }

  /// What it is, for a person.
  public String words() {
    return words;
  }
}
