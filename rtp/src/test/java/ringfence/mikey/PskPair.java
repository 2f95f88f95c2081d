package ringfence.mikey;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import ringfence.rtp.Ssrc;
import ringfence.srtp.ProtectionProfile;
import ringfence.srtp.SrtpPolicy;

/// Both ends of the pre-shared key exchange.
final class PskPair {
  static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  static final Ssrc CALLER = new Ssrc(0x11111111);
  static final Ssrc CALLEE = new Ssrc(0x22222222);
  static final SrtpPolicy USUAL = SrtpPolicy.of(ProtectionProfile.AES_CM_128_HMAC_SHA1_80);

  final Random chance = new Random(1);
  final PreSharedKey key = PreSharedKey.ofText("correct horse");
  private final ReplayCache replays = new ReplayCache(100);
  final PskResponder responder = new PskResponder(key, replays, ResponderRules.USUAL);

  PskInitiator begin(SrtpPolicy policy) {
    return PskInitiator.begin(key, Proposal.ofLine(policy, CALLER), NOW, chance);
  }

  Received.Accepted accept(PskInitiator initiator, Optional<Csb> before) {
    byte[] message = initiator.message().write();
    return (Received.Accepted) responder.receive(message, List.of(CALLEE), before, NOW);
  }

  static Answered.Agreed agreed(PskInitiator initiator, Received.Accepted accepted) {
    return (Answered.Agreed) initiator.answered(accepted.answer().orElseThrow().write());
  }

  static List<String> keys(List<CryptoSessionKeys> sessions) {
    return sessions.stream()
        .map(
            it ->
                it.id()
                    + " "
                    + it.ssrc()
                    + " "
                    + it.policy()
                    + it.keys().stream()
                        .map(
                            each ->
                                each.key()
                                    .use(
                                        (key, salt) ->
                                            HexFormat.of().formatHex(key)
                                                + HexFormat.of().formatHex(salt)))
                        .toList())
        .toList();
  }

  Received received(byte[] message, Instant now) {
    return responder.receive(message, List.of(CALLEE), Optional.empty(), now);
  }
}
