package ringfence.mikey;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Judges what comes in answer to a pre-shared key message, RFC 3830 sections 3.1 and 5.1.2.
record AnswerJudge(MikeyMessage sent, MessageKeys keys, Csb csb) {
  private static final Set<PayloadType> FORESEEN =
      EnumSet.of(PayloadType.T, PayloadType.ID, PayloadType.V, PayloadType.GENERAL_EXTENSION);
  private static final Set<PayloadType> TOLERATED =
      EnumSet.of(
          PayloadType.T,
          PayloadType.ID,
          PayloadType.V,
          PayloadType.GENERAL_EXTENSION,
          PayloadType.SP);

  Answered judge(byte[] octets) {
    try {
      MikeyMessage answer = MessageReader.read(octets);
      checkCsb(answer.header());
      return switch (answer.header().dataType()) {
        case PSK_VER_MSG -> verified(answer);
        case ERROR -> error(answer);
        case PRE_SHARED,
            PUBLIC_KEY,
            PK_VER_MSG,
            DH_INIT,
            DH_RESP,
            DHHMAC_INIT,
            DHHMAC_RESP,
            RSA_R_I_MSG,
            RSA_R_R_MSG ->
            throw new Fault(
                ErrorNumber.INVALID_DT,
                "RFC 3830 3.1",
                "not a verification message but a " + answer.header().dataType().words(),
                1);
      };
    } catch (Fault fault) {
      return new Answered.Refused(fault.refusal());
    }
  }

  private void checkCsb(CommonHeader header) {
    // RFC 3830 6.1: "The Responder uses the same CSB ID in the response."
    if (header.csbId() == csb.id()) return;
    throw new Fault(
        ErrorNumber.UNSPECIFIED,
        "RFC 3830 6.1",
        "the answer's CSB ID is 0x%08x, not 0x%08x".formatted(header.csbId(), csb.id()),
        4);
  }

  private Answered verified(MikeyMessage answer) {
    Contents contents = Contents.of(answer);
    contents.only(TOLERATED);
    VerMsg last = contents.one(PayloadType.V, VerMsg.class);
    contents.last(last);
    Timestamp timestamp = contents.one(PayloadType.T, Timestamp.class);
    if (!isRight(contents, last)) {
      throw new Fault(
          ErrorNumber.AUTH_FAILURE,
          "RFC 3830 5.2",
          "the verification message is wrong: another pre-shared key, or changed on the way",
          contents.offset(last) + 2);
    }
    if (!sent.first(Timestamp.class).equals(Optional.of(timestamp))) {
      throw new Fault(
          ErrorNumber.INVALID_TS,
          "RFC 3830 5.2",
          "the answer's timestamp is not that of the Initiator's message",
          contents.offset(timestamp));
    }
    checkMap(answer.header().map().cryptoSessions());
    Csb agreed =
        new Csb(
            csb.id(),
            csb.rand(),
            csb.terms().with(answer.header().map().cryptoSessions()),
            csb.copyOfKeys());
    return new Answered.Agreed(agreed.derive(), agreed, warnings(answer));
  }

  private boolean isRight(Contents contents, VerMsg last) {
    contents.identities();
    MikeyMessage answer = contents.message();
    return Verification.isRight(answer, last, keys, Parties.of(sent, answer));
  }

  /// The Responder may fill in what was open, and change nothing else.
  private void checkMap(List<CryptoSession> answered) {
    List<CryptoSession> offered = csb.sessions();
    if (answered.size() != offered.size()) {
      throw new Fault(
          ErrorNumber.UNSPECIFIED,
          "RFC 3830 6.1",
          "the answer has " + answered.size() + " streams, not " + offered.size(),
          8);
    }
    for (int i = 0; i < offered.size(); i++) {
      CryptoSession ours = offered.get(i);
      CryptoSession theirs = answered.get(i);
      boolean kept =
          ours.isOpen() ? ours.policyNumber() == theirs.policyNumber() : ours.equals(theirs);
      if (!kept) {
        throw new Fault(
            ErrorNumber.UNSPECIFIED,
            "RFC 3830 6.1.1",
            "the answer has changed stream " + (i + 1) + ", which was not open",
            10 + 9 * i);
      }
    }
  }

  private static List<String> warnings(MikeyMessage answer) {
    List<String> warnings = new ArrayList<>();
    answer.payloads().stream()
        .map(Payload::type)
        .filter(type -> !FORESEEN.contains(type))
        .distinct()
        .forEach(
            type ->
                warnings.add(
                    "the answer has a " + type + " payload, which RFC 3830 3.1 does not list"));
    return warnings;
  }

  private Answered error(MikeyMessage answer) {
    Contents contents = Contents.of(answer);
    contents.one(PayloadType.T, Timestamp.class);
    List<Err> errors = answer.all(Err.class);
    if (errors.isEmpty()) {
      throw new Fault(
          ErrorNumber.UNSPECIFIED, "RFC 3830 5.1.2", "an error message without an error", 2);
    }
    boolean authenticated =
        contents
            .atMostOne(PayloadType.V, VerMsg.class)
            .filter(
                last -> answer.payloads().getLast() instanceof VerMsg && isRight(contents, last))
            .isPresent();
    return new Answered.PeerError(errors, authenticated, answer.all(SecurityPolicy.class));
  }
}
