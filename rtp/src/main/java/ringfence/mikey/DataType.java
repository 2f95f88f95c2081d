package ringfence.mikey;

import java.util.Arrays;
import java.util.Optional;

/// The kinds of message, RFC 3830 table 6.1.a, RFC 4650 section 4.1 and RFC 4738 section 5.1.
public enum DataType {
  PRE_SHARED(0, "Pre-shared key message", "RFC 3830 3.1"),
  PSK_VER_MSG(1, "Verification message of a pre-shared key message", "RFC 3830 3.1"),
  PUBLIC_KEY(2, "Public-key transport message", "RFC 3830 3.2"),
  PK_VER_MSG(3, "Verification message of a public-key message", "RFC 3830 3.2"),
  DH_INIT(4, "Initiator's DH exchange message", "RFC 3830 3.3"),
  DH_RESP(5, "Responder's DH exchange message", "RFC 3830 3.3"),
  ERROR(6, "Error message", "RFC 3830 5.1.2"),
  DHHMAC_INIT(7, "Initiator's DHHMAC message", "RFC 4650 3.1"),
  DHHMAC_RESP(8, "Responder's DHHMAC message", "RFC 4650 3.1"),
  RSA_R_I_MSG(9, "Initiator's RSA-R message", "RFC 4738 3.1"),
  RSA_R_R_MSG(10, "Responder's RSA-R message", "RFC 4738 3.2");

  private final int number;
  private final String words;
  private final String clause;

  DataType(int number, String words, String clause) {
    this.number = number;
    this.words = words;
    this.clause = clause;
  }

  static Optional<DataType> of(int number) {
    return Arrays.stream(values()).filter(it -> it.number == number).findFirst();
  }

  /// The value of the data type field.
  public int number() {
    return number;
  }

  /// What it is, for a person.
  public String words() {
    return words;
  }

  /// Where its payloads are specified.
  public String clause() {
    return clause;
  }
}
