package ringfence.bench;

import java.nio.ByteBuffer;
import java.util.List;
import ringfence.srtp.CryptoEngine;
import ringfence.srtp.IdentifiedKey;
import ringfence.srtp.MasterKey;
import ringfence.srtp.ProtectionProfile;
import ringfence.srtp.SrtpPolicy;
import ringfence.srtp.SrtpReceiver;
import ringfence.srtp.SrtpSender;
import ringfence.srtp.Verdict;

/// Ours, with one of its engines.
final class RingfenceSrtp implements SrtpSubject {
  private final SrtpSender[] senders;
  private final SrtpReceiver[] receivers;

  RingfenceSrtp(ProtectionProfile profile, int streams, CryptoEngine engine) {
    senders = new SrtpSender[streams];
    receivers = new SrtpReceiver[streams];
    int keyLength = profile.keyLength();
    for (int stream = 0; stream < streams; stream++) {
      byte[] key = SrtpSubject.key(stream, 0, keyLength);
      byte[] salt = SrtpSubject.key(stream, keyLength, keyLength + profile.saltLength());
      var identified = new IdentifiedKey(new MasterKey(key, salt));
      senders[stream] = new SrtpSender(SrtpPolicy.of(profile), identified, engine);
      receivers[stream] = new SrtpReceiver(SrtpPolicy.of(profile), List.of(identified), 1, engine);
    }
  }

  static Maker with(CryptoEngine engine) {
    return (suite, streams) -> new RingfenceSrtp(ProtectionProfile.valueOf(suite), streams, engine);
  }

  @Override
  public void protect(int stream, ByteBuffer packet) {
    check(senders[stream].protect(packet));
  }

  @Override
  public void unprotect(int stream, ByteBuffer packet) {
    check(receivers[stream].unprotect(packet));
  }

  private static void check(Verdict verdict) {
    if (verdict != Verdict.ACCEPTED) throw new IllegalStateException(verdict.toString());
  }
}
