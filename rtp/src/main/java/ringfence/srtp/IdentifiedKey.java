package ringfence.srtp;

/// A master key as a session has it: with its MKI and how many packets it may protect.
///
/// The lifetime counts the packets of RTP and of RTCP apart; RFC 3711 section 9.2 ends them at 2^48
/// and 2^31.
public record IdentifiedKey(MasterKey key, KeyIdentifier identifier, long lifetime) {
  /// The lifetime of RFC 3711 for RTP; that of RTCP is cut to 2^31.
  public static final long LONGEST = 1L << 48;

  public IdentifiedKey {
    if (lifetime < 1 || lifetime > LONGEST) {
      throw new IllegalArgumentException("a lifetime of " + lifetime + " packets");
    }
  }

  /// A single key without MKI, for as long as RFC 3711 allows.
  public IdentifiedKey(MasterKey key) {
    this(key, KeyIdentifier.NONE, LONGEST);
  }
}
