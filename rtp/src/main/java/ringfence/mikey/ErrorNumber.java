package ringfence.mikey;

import java.util.Arrays;
import java.util.Optional;

/// The errors that a MIKEY error message reports, RFC 3830 table 6.12 and RFC 4738 section 6.
public enum ErrorNumber {
  AUTH_FAILURE(0, "Auth failure"),
  INVALID_TS(1, "Invalid TS"),
  INVALID_PRF(2, "Invalid PRF"),
  INVALID_MAC(3, "Invalid MAC"),
  INVALID_EA(4, "Invalid EA"),
  INVALID_HA(5, "Invalid HA"),
  INVALID_DH(6, "Invalid DH"),
  INVALID_ID(7, "Invalid ID"),
  INVALID_CERT(8, "Invalid Cert"),
  INVALID_SP(9, "Invalid SP"),
  INVALID_SP_PARAMETER(10, "Invalid SPpar"),
  INVALID_DT(11, "Invalid DT"),
  UNSPECIFIED(12, "Unspecified error"),
  UNSUPPORTED_MESSAGE_TYPE(13, "Unsupported message type");

  private final int number;
  private final String standardName;

  ErrorNumber(int number, String standardName) {
    this.number = number;
    this.standardName = standardName;
  }

  public static Optional<ErrorNumber> of(int number) {
    return Arrays.stream(values()).filter(it -> it.number == number).findFirst();
  }

  /// The value of the Error no field.
  public int number() {
    return number;
  }

  /// The name as the table prints it.
  public String standardName() {
    return standardName;
  }

  @Override
  public String toString() {
    return number + " " + standardName;
  }
}
