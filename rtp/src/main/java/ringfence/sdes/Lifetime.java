package ringfence.sdes;

/// How many packets a master key may protect, RFC 4568 section 6.1, with the form it was written
/// in.
public record Lifetime(long packets, boolean powerOfTwo) {
  public Lifetime {
    if (packets < 1) throw new IllegalArgumentException("a lifetime of " + packets);
    if (powerOfTwo && Long.bitCount(packets) != 1) {
      throw new IllegalArgumentException(packets + " is no power of two");
    }
  }

  @Override
  public String toString() {
    return powerOfTwo ? "2^" + Long.numberOfTrailingZeros(packets) : Long.toString(packets);
  }
}
