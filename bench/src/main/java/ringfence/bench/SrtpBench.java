package ringfence.bench;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.SrtpCryptoContext;
import org.jitsi.srtp.SrtpErrorStatus;
import org.jitsi.srtp.SrtpPolicy;
import org.jitsi.utils.logging2.LoggerImpl;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import ringfence.srtp.MasterKey;
import ringfence.srtp.ProtectionProfile;
import ringfence.srtp.SrtpReceiver;
import ringfence.srtp.SrtpSender;
import ringfence.srtp.Verdict;

/// Protects a packet (`protect`), or protects it and takes it back (`thereAndBack`), with
/// AES_CM_128_HMAC_SHA1_80; streams are taken in turn, each with a key of its own. The peer is
/// jitsi-srtp with the JDK's ciphers and digests, or OpenSSL's where its native library loads.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class SrtpBench {
  private static final ProtectionProfile PROFILE = ProtectionProfile.AES_CM_128_HMAC_SHA1_80;

  @Param({"20", "160", "1200"})
  public int payload;

  @Param({"1", "100", "5000"})
  public int streams;

  private final byte[] bytes = new byte[2048];
  private final ByteBuffer packet = ByteBuffer.wrap(bytes);
  private final JitsiPacket peerPacket = new JitsiPacket(bytes);
  private SrtpSender[] senders = new SrtpSender[0];
  private SrtpReceiver[] receivers = new SrtpReceiver[0];
  private SrtpCryptoContext[] peerSenders = new SrtpCryptoContext[0];
  private SrtpCryptoContext[] peerReceivers = new SrtpCryptoContext[0];
  private int sequence;
  private int stream;

  @Setup
  public void make() throws Exception {
    senders = new SrtpSender[streams];
    receivers = new SrtpReceiver[streams];
    peerSenders = new SrtpCryptoContext[streams];
    peerReceivers = new SrtpCryptoContext[streams];
    for (int i = 0; i < streams; i++) {
      var key = MasterKey.generate(PROFILE, new Random(i));
      senders[i] = new SrtpSender(PROFILE, key);
      receivers[i] = new SrtpReceiver(PROFILE, key);
      peerSenders[i] = key.use((it, salt) -> peer(it, salt, true));
      peerReceivers[i] = key.use((it, salt) -> peer(it, salt, false));
    }
  }

  private static SrtpCryptoContext peer(byte[] key, byte[] salt, boolean sender) {
    var policy =
        new SrtpPolicy(
            SrtpPolicy.AESCM_ENCRYPTION, 16, SrtpPolicy.HMACSHA1_AUTHENTICATION, 20, 10, 14);
    try {
      var log = new LoggerImpl("bench");
      return new SrtpContextFactory(sender, key.clone(), salt.clone(), policy, policy, log)
          .deriveContext(1, 0);
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The next stream's next packet in clear.
  private void next() {
    if (++stream >= streams) {
      stream = 0;
      sequence++;
    }
    packet.clear().limit(12 + payload);
    packet.putInt(0, 0x8000_0000 | sequence & 0xFFFF).putInt(4, sequence * 160).putInt(8, 1);
  }

  @Benchmark
  public int protect() {
    next();
    if (senders[stream].protect(packet) != Verdict.ACCEPTED) throw new IllegalStateException();
    return packet.limit();
  }

  @Benchmark
  public int thereAndBack() {
    protect();
    if (receivers[stream].unprotect(packet) != Verdict.ACCEPTED) throw new IllegalStateException();
    return packet.limit();
  }

  @Benchmark
  public int protectPeer() throws Exception {
    next();
    peerPacket.set(12 + payload);
    check(peerSenders[stream].transformPacket(peerPacket));
    return peerPacket.getLength();
  }

  @Benchmark
  public int thereAndBackPeer() throws Exception {
    protectPeer();
    check(peerReceivers[stream].reverseTransformPacket(peerPacket, false));
    return peerPacket.getLength();
  }

  private static void check(SrtpErrorStatus status) {
    if (status != SrtpErrorStatus.OK) throw new IllegalStateException(status.toString());
  }
}
