package ringfence.mikey;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import ringfence.rtp.Ssrc;

/// What a Responder writes to answer a message, before it is authenticated.
record Reply(InitiatorMessage message, ResponderRules rules) {
  /// An answer with the bundle's map, the Initiator's timestamp and further payloads.
  MikeyMessage answer(DataType type, Csb csb, List<Payload> further) {
    CommonHeader theirs = message.message().header();
    CsIdMap map =
        switch (theirs.map()) {
          case CsIdMap.SrtpId _ -> new CsIdMap.SrtpId(csb.sessions());
          case CsIdMap.Empty it -> it;
        };
    List<Payload> payloads = new ArrayList<>();
    // RFC 3830 5.2: "The Responder does not create a new timestamp, but uses the timestamp used by
    // the Initiator."
    payloads.add(message.timestamp());
    payloads.addAll(further);
    return new MikeyMessage(
        new CommonHeader(type, false, theirs.prf(), theirs.csbId(), map), payloads);
  }

  /// RFC 3830 6.1.1: "SSRCs that are not chosen by the Initiator are set to zero and the Responder
  /// fills in these fields in the response message".
  static Csb.Terms filled(Csb.Terms terms, List<Ssrc> own) {
    Iterator<Ssrc> next = own.iterator();
    return terms.with(
        terms.sessions().stream()
            .map(it -> it.isOpen() && next.hasNext() ? it.with(next.next()) : it)
            .toList());
  }

  /// The IDr of an answer: the one that we were called by, or who we are.
  Optional<Identity> own() {
    if (rules.identities().isEmpty() || message.identities().isEmpty()) return Optional.empty();
    return message.responder().or(() -> Optional.of(rules.identities().getFirst()));
  }

  /// Refuses a message that is for another party.
  void checkResponder() {
    Optional<Identity> responder = message.responder();
    boolean ours = rules.identities().isEmpty() || responder.stream().allMatch(rules::isOurs);
    if (ours) return;
    throw new Fault(
        ErrorNumber.INVALID_ID,
        "RFC 3830 9.5",
        "IDr is not ours",
        message.contents().offset(responder.orElseThrow()));
  }

  MikeyMessage error(MikeyRefusal why) {
    return error(message.message().header(), message.timestamp(), why);
  }

  /// RFC 3830 5.1.2: the error message is HDR, T, {ERR}, {SP}, [V|SIGNr].
  static MikeyMessage error(CommonHeader theirs, Timestamp timestamp, MikeyRefusal why) {
    CommonHeader header =
        new CommonHeader(
            DataType.ERROR, false, CommonHeader.PRF_MIKEY_1, theirs.csbId(), theirs.map());
    List<Payload> payloads = new ArrayList<>();
    payloads.add(timestamp);
    payloads.add(new Err(why.error()));
    // RFC 3830 5.1.2: "the error message SHOULD include the supported parameters".
    if (why.error() == ErrorNumber.INVALID_SP_PARAMETER) {
      payloads.add(SrtpParameters.write(0, SrtpParameters.defaults()));
    }
    return new MikeyMessage(header, payloads);
  }

  /// A refusal that is told without proof, as RFC 3830 section 5.1.2 recommends when the message is
  /// not authentic.
  Received.Refused refused(MikeyRefusal why) {
    return refused(why, UnaryOperator.identity());
  }

  /// A refusal that `proof` authenticates.
  Received.Refused refused(MikeyRefusal why, UnaryOperator<MikeyMessage> proof) {
    return new Received.Refused(why, Optional.of(proof.apply(error(why))));
  }
}
