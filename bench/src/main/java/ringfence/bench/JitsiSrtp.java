package ringfence.bench;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.SrtpCryptoContext;
import org.jitsi.srtp.SrtpErrorStatus;
import org.jitsi.srtp.SrtpPolicy;
import org.jitsi.utils.logging2.LoggerImpl;

/// The peer jitsi-srtp, with OpenSSL's digests and whichever AES it finds fastest.
final class JitsiSrtp implements SrtpSubject {
  private final SrtpCryptoContext[] senders;
  private final SrtpCryptoContext[] receivers;
  private final JitsiPacket packet = new JitsiPacket();

  JitsiSrtp(String suite, int streams) {
    senders = new SrtpCryptoContext[streams];
    receivers = new SrtpCryptoContext[streams];
    for (int stream = 0; stream < streams; stream++) {
      senders[stream] = context(policy(suite), stream, true);
      receivers[stream] = context(policy(suite), stream, false);
    }
  }

  private static SrtpPolicy policy(String suite) {
    return switch (suite) {
      case "AES_CM_128_HMAC_SHA1_80" -> counterMode(16, 10);
      case "AES_CM_128_HMAC_SHA1_32" -> counterMode(16, 4);
      case "AES_256_CM_HMAC_SHA1_80" -> counterMode(32, 10);
      case "AEAD_AES_128_GCM" -> galoisCounterMode(16);
      case "AEAD_AES_256_GCM" -> galoisCounterMode(32);
      default -> throw new IllegalArgumentException(suite);
    };
  }

  private static SrtpPolicy counterMode(int key, int tag) {
    return new SrtpPolicy(
        SrtpPolicy.AESCM_ENCRYPTION, key, SrtpPolicy.HMACSHA1_AUTHENTICATION, 20, tag, 14);
  }

  private static SrtpPolicy galoisCounterMode(int key) {
    return new SrtpPolicy(
        SrtpPolicy.AESGCM_ENCRYPTION, key, SrtpPolicy.NULL_AUTHENTICATION, 0, 16, 12);
  }

  private static SrtpCryptoContext context(SrtpPolicy policy, int stream, boolean sender) {
    int keyLength = policy.getEncKeyLength();
    byte[] key = SrtpSubject.key(stream, 0, keyLength);
    byte[] salt = SrtpSubject.key(stream, keyLength, keyLength + policy.getSaltKeyLength());
    try {
      return new SrtpContextFactory(sender, key, salt, policy, policy, new LoggerImpl("bench"))
          .deriveContext(SrtpSubject.ssrc(stream), 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void protect(int stream, ByteBuffer buffer) throws Exception {
    packet.load(buffer);
    check(senders[stream].transformPacket(packet));
    packet.store(buffer);
  }

  @Override
  public void unprotect(int stream, ByteBuffer buffer) throws Exception {
    packet.load(buffer);
    check(receivers[stream].reverseTransformPacket(packet, false));
    packet.store(buffer);
  }

  private static void check(SrtpErrorStatus status) {
    if (status != SrtpErrorStatus.OK) throw new IllegalStateException(status.toString());
  }
}
