package ringfence.srtp;

/// Derives session keys anew after every so many packets, RFC 3711 section 4.3.1.
///
/// It keeps two derivations, so that packets which cross the boundary out of order need no third.
final class RederivingTransform implements PacketTransform {
  private final Keying keying;
  private PacketTransform latest;
  private PacketTransform other;
  private long derivationOfLatest;
  private long derivationOfOther = 1;

  RederivingTransform(Keying keying) {
    this.keying = keying.withOwnKey();
    this.latest = this.keying.derive(derivationOfLatest);
    this.other = this.keying.derive(derivationOfOther);
  }

  private PacketTransform of(PacketSpan packet) {
    // RFC 3711 4.3.1: "r = index DIV key_derivation_rate"
    long derivation = packet.index / keying.policy().keyDerivationRate();
    if (derivation == derivationOfLatest) return latest;
    if (derivation != derivationOfOther) {
      other.close();
      other = keying.derive(derivation);
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
    keying.key().key().close();
  }
}
