package ringfence.mikey;

import java.util.List;
import java.util.Optional;

/// What a Responder makes of the octets of an Initiator's message.
public sealed interface Received {
  /// The message is authentic and its policies are supported: the keys of the streams, with the
  /// `answer` to send if one was wanted. `protocols` is what the message says the offer's key
  /// management protocols are, if it does: see `protocolsDiffer`.
  record Accepted(
      Optional<MikeyMessage> answer,
      List<CryptoSessionKeys> sessions,
      Csb csb,
      Optional<List<String>> protocols,
      List<String> warnings)
      implements Received {
    /// Why the offer is not the one that was sent: RFC 4567 section 4.1.4 defends against someone
    /// who takes the better protocols out of it. `inSdp` are those of the offer as it came. A
    /// message without the list is tolerated.
    public Optional<MikeyRefusal> protocolsDiffer(List<String> inSdp) {
      return protocols
          .filter(it -> !it.equals(inSdp))
          .map(
              it ->
                  MikeyRefusal.whole(
                      ErrorNumber.UNSPECIFIED,
                      "RFC 4567 7",
                      "the message is of an offer of " + it + ", the offer has " + inSdp));
    }
  }

  /// A message that is replayed or of another time: RFC 3830 section 5.3 has it discarded.
  record Discarded(MikeyRefusal why) implements Received {}

  /// A message that is not accepted, with the error message that may be sent.
  record Refused(MikeyRefusal why, Optional<MikeyMessage> error) implements Received {}
}
