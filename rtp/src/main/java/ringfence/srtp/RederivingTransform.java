package ringfence.srtp;

/// Derives session keys anew after every so many packets, RFC 3711 section 4.3.1.
///
/// It keeps two derivations, so that packets which cross the boundary out of order need no third.
final class RederivingTransform implements PacketTransform {
  private final SrtpPolicy policy;
  private final MasterKey master;
  private final IdentifiedKey key;
  private final SessionKeys.Use use;
  private PacketTransform latest;
  private PacketTransform other;
  private long derivationOfLatest;
  private long derivationOfOther;

  RederivingTransform(SrtpPolicy policy, IdentifiedKey key, SessionKeys.Use use) {
    this.policy = policy;
    this.master = key.key().copy();
    this.key = new IdentifiedKey(master, key.identifier(), key.lifetime());
    this.use = use;
    this.latest = PacketTransform.of(policy, this.key, use, 0);
    this.other = PacketTransform.of(policy, this.key, use, 1);
    this.derivationOfOther = 1;
  }

  private PacketTransform of(PacketSpan packet) {
    // RFC 3711 4.3.1: "r = index DIV key_derivation_rate"
    long derivation = packet.index / policy.keyDerivationRate();
    if (derivation == derivationOfLatest) return latest;
    if (derivation != derivationOfOther) {
      other.close();
      other = PacketTransform.of(policy, key, use, derivation);
      derivationOfOther = derivation;
    }
    PacketTransform found = other;
    other = latest;
    latest = found;
    derivationOfOther = derivationOfLatest;
    derivationOfLatest = derivation;
    return latest;
  }

  @Override
  public int overhead() {
    return latest.overhead();
  }

  @Override
  public int behindIdentifier() {
    return latest.behindIdentifier();
  }

  @Override
  public int behindWord() {
    return latest.behindWord();
  }

  @Override
  public void seal(PacketSpan packet) {
    of(packet).seal(packet);
  }

  @Override
  public boolean open(PacketSpan packet) {
    return of(packet).open(packet);
  }

  @Override
  public void close() {
    latest.close();
    other.close();
    master.close();
  }
}
