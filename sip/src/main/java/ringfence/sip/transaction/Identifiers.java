package ringfence.sip.transaction;

import java.util.random.RandomGenerator;
import ringfence.sip.message.Via;

/// Makes the random identifiers of SIP: branches, tags, Call-IDs and first CSeq numbers.
///
/// RFC 3261 section 19.3 wants at least 32 bits of chance in a tag; give a cryptographic
/// `RandomGenerator` outside tests.
public final class Identifiers {
  /// The lengths of the identifiers in hex digits.
  ///
  /// @param branch of each half of a branch, which are joined by a dot; with no dot when zero is
  ///   asked for the second
  /// @param secondBranch the second half, zero for none
  public record Form(int branch, int secondBranch, int tag, int callId) {
    public Form {
      if (branch < 8 || tag < 8 || callId < 8 || secondBranch < 0) {
        throw new IllegalArgumentException("an identifier needs 32 bits of chance");
      }
    }
  }

  /// The form of the DGW units: branch 17.17, tag 10 and Call-ID 16 hex digits.
  public static final Form UNIT = new Form(17, 17, 10, 16);

  private static final char[] DIGITS = "0123456789abcdef".toCharArray();

  private final RandomGenerator chance;
  private final Form form;

  public Identifiers(RandomGenerator chance) {
    this(chance, UNIT);
  }

  public Identifiers(RandomGenerator chance, Form form) {
    this.chance = chance;
    this.form = form;
  }

  /// The source of chance, for what is no identifier: client nonces, waiting times.
  public RandomGenerator chance() {
    return chance;
  }

  /// A fresh branch with the magic cookie.
  public String branch() {
    String first = Via.MAGIC_COOKIE + hex(form.branch());
    return form.secondBranch() == 0 ? first : first + '.' + hex(form.secondBranch());
  }

  /// A fresh tag of a From or To.
  public String tag() {
    return hex(form.tag());
  }

  /// A fresh Call-ID, without a host.
  public String callId() {
    return hex(form.callId());
  }

  /// A first CSeq number: random, at least 2^26 and less than 2^31.
  public long cseq() {
    // RFC 3261 8.1.1.5: "MUST be expressible as a 32-bit unsigned integer and MUST be less than
    // 2**31"; half the range is left to count in
    return chance.nextLong(1L << 26, 1L << 30);
  }

  private String hex(int length) {
    char[] text = new char[length];
    long bits = 0;
    for (int i = 0; i < length; i++) {
      if (i % 16 == 0) bits = chance.nextLong();
      text[i] = DIGITS[(int) (bits & 0xF)];
      bits >>>= 4;
    }
    return new String(text);
  }
}
