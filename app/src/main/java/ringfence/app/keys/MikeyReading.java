package ringfence.app.keys;

import java.util.List;
import java.util.Optional;
import ringfence.mikey.CryptoSession;
import ringfence.mikey.CryptoSessionKeys;
import ringfence.mikey.Csb;
import ringfence.mikey.DataType;
import ringfence.mikey.Dissection;
import ringfence.mikey.ErrorNumber;
import ringfence.mikey.MikeyMessage;
import ringfence.mikey.MikeyRefusal;
import ringfence.mikey.Octets;
import ringfence.mikey.PreSharedKey;
import ringfence.mikey.Received;
import ringfence.rtp.Ssrc;
import ringfence.trace.decode.PskReading;

/// A MIKEY message as a person gave it, read as its receiver would read it at the time that the
/// message itself names.
///
/// @param message empty when it is malformed
/// @param refusal why a receiver would refuse it
/// @param sessions the streams with their keys, where the pre-shared key is known and right
record MikeyReading(
    Dissection dissection,
    Optional<MikeyMessage> message,
    Optional<MikeyRefusal> refusal,
    List<CryptoSessionKeys> sessions) {
  static MikeyReading of(Octets octets, Dissection.Knowledge known) {
    var dissection = Dissection.of(octets.array(), known);
    return switch (MikeyMessage.read(octets.array())) {
      case MikeyMessage.Reading.Malformed(var why) ->
          new MikeyReading(dissection, Optional.empty(), Optional.of(why), List.of());
      case MikeyMessage.Reading.Good(var message) -> judge(message, dissection, known);
    };
  }

  private static MikeyReading judge(
      MikeyMessage message, Dissection dissection, Dissection.Knowledge known) {
    var plain = new MikeyReading(dissection, Optional.of(message), dissection.refusal(), List.of());
    if (known.key().isEmpty() || plain.refusal.isPresent()) return plain;
    PreSharedKey key = known.key().get();
    Optional<MikeyMessage> first =
        known.initiators().map(Octets::array).flatMap(it -> MikeyMessage.read(it).good());
    return switch (message.header().dataType()) {
      case PRE_SHARED -> plain.with(PskReading.receive(message, key, List.of(), csb(first, key)));
      case PSK_VER_MSG -> plain.withAnswer(first, key);
      case PUBLIC_KEY,
          PK_VER_MSG,
          DH_INIT,
          DH_RESP,
          ERROR,
          DHHMAC_INIT,
          DHHMAC_RESP,
          RSA_R_I_MSG,
          RSA_R_R_MSG ->
          plain;
    };
  }

  /// The bundle of an Initiator's first message, which this one may be an update of.
  private static Optional<Csb> csb(Optional<MikeyMessage> first, PreSharedKey key) {
    return first
        .filter(it -> it.header().dataType() == DataType.PRE_SHARED)
        .map(it -> PskReading.receive(it, key, List.of(), Optional.empty()))
        .filter(Received.Accepted.class::isInstance)
        .map(it -> ((Received.Accepted) it).csb());
  }

  private MikeyReading with(Received received) {
    return switch (received) {
      case Received.Accepted accepted ->
          new MikeyReading(dissection, message, refusal, accepted.sessions());
      case Received.Refused(var why, _) ->
          new MikeyReading(dissection, message, Optional.of(why), List.of());
      case Received.Discarded(var why) ->
          new MikeyReading(dissection, message, Optional.of(why), List.of());
    };
  }

  /// An answer has no keys of its own: it fills in the SSRCs of the Initiator's streams.
  private MikeyReading withAnswer(Optional<MikeyMessage> first, PreSharedKey key) {
    if (first.isEmpty()) return this;
    if (dissection.findings().stream().anyMatch(MikeyReading::isWrong)) {
      int at = dissection.leaves().getLast().offset();
      var why =
          new MikeyRefusal(
              ErrorNumber.AUTH_FAILURE, "RFC 3830 5.3", "the MAC of the answer is wrong", at);
      return new MikeyReading(dissection, message, Optional.of(why), List.of());
    }
    List<Ssrc> chosen =
        message.orElseThrow().header().map().cryptoSessions().stream()
            .filter(it -> !first.get().header().map().cryptoSessions().contains(it))
            .map(CryptoSession::ssrc)
            .toList();
    return with(PskReading.receive(first.get(), key, chosen, Optional.empty()));
  }

  private static boolean isWrong(Dissection.Finding finding) {
    return finding.name().equals("V") && finding.value().startsWith("wrong");
  }
}
