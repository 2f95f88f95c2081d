package ringfence.mikey;

import java.util.Arrays;
import java.util.Optional;

/// How the keys of a KEMAC are encrypted, RFC 3830 table 6.2.a.
public enum EncryptionAlgorithm {
  NULL(0, "NULL"),
  AES_CM_128(1, "AES-CM-128"),
  AES_KW_128(2, "AES-KW-128");

  private final int number;
  private final String standardName;

  EncryptionAlgorithm(int number, String standardName) {
    this.number = number;
    this.standardName = standardName;
  }

  public static Optional<EncryptionAlgorithm> of(int number) {
    return Arrays.stream(values()).filter(it -> it.number == number).findFirst();
  }

  public int number() {
    return number;
  }

  public String standardName() {
    return standardName;
  }
}
