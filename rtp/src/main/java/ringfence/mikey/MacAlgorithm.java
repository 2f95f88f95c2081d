package ringfence.mikey;

import java.util.Arrays;

/// How a message is authenticated, RFC 3830 table 6.2.b.
public enum MacAlgorithm {
  NULL(0, 0, "NULL"),
  HMAC_SHA_1_160(1, 20, "HMAC-SHA-1-160");

  private final int number;
  private final int length;
  private final String standardName;

  MacAlgorithm(int number, int length, String standardName) {
    this.number = number;
    this.length = length;
    this.standardName = standardName;
  }

  /// Reads the number of an algorithm; of one that is unknown, the length of the MAC is unknown
  /// too.
  static MacAlgorithm read(OctetReader in, String clause) {
    int at = in.position();
    int number = in.u8("the MAC algorithm");
    return Arrays.stream(values())
        .filter(it -> it.number == number)
        .findFirst()
        .orElseThrow(
            () ->
                new Fault(
                    ErrorNumber.INVALID_MAC,
                    clause,
                    "MAC algorithm " + number + " is unknown",
                    at));
  }

  public int number() {
    return number;
  }

  /// The octets of the MAC.
  public int length() {
    return length;
  }

  public String standardName() {
    return standardName;
  }
}
