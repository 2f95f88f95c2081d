package ringfence.mikey;

import java.util.Arrays;

/// The Diffie-Hellman groups, RFC 3830 table 6.4.
public enum DhGroup {
  OAKLEY_5(0, 192),
  OAKLEY_1(1, 96),
  OAKLEY_2(2, 128);

  private final int number;
  private final int length;

  DhGroup(int number, int length) {
    this.number = number;
    this.length = length;
  }

  static DhGroup read(OctetReader in) {
    int at = in.position();
    int number = in.u8("DH, DH-Group");
    return Arrays.stream(values())
        .filter(it -> it.number == number)
        .findFirst()
        .orElseThrow(
            () ->
                new Fault(
                    ErrorNumber.INVALID_DH,
                    "RFC 3830 6.4",
                    "DH group " + number + " is unknown",
                    at));
  }

  public int number() {
    return number;
  }

  /// The octets of a DH value, leading zeros included.
  public int length() {
    return length;
  }
}
