package ringfence.mikey;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Judges the verification message that answers a pre-shared key or public-key message, RFC 3830
/// sections 3.1, 3.2 and 5.1.2.
///
/// `parties` are those of the message sent; `keys` are of the pre-shared or the envelope key.
record AnswerJudge(
    SentMessage sent, DataType expected, Parties parties, MessageKeys keys, Csb csb) {
  private static final Set<PayloadType> FORESEEN =
      EnumSet.of(PayloadType.T, PayloadType.ID, PayloadType.V, PayloadType.GENERAL_EXTENSION);

  Answered judge(byte[] octets) {
    try {
      Contents answer = Contents.of(MessageReader.read(octets));
      sent.check(answer);
      DataType type = answer.message().header().dataType();
      if (type == DataType.ERROR) {
        return SentMessage.error(
            answer,
            answer
                .atMostOne(PayloadType.V, VerMsg.class)
                .filter(it -> isRight(answer, it))
                .isPresent());
      }
      if (type == expected) return verified(answer);
      throw new Fault(
          ErrorNumber.INVALID_DT, expected.clause(), "not an answer but a " + type.words(), 1);
    } catch (Fault fault) {
      return new Answered.Refused(fault.refusal());
    }
  }

  private Answered verified(Contents answer) {
    Set<PayloadType> tolerated = EnumSet.copyOf(FORESEEN);
    tolerated.add(PayloadType.SP);
    answer.only(tolerated);
    VerMsg last = answer.one(PayloadType.V, VerMsg.class);
    answer.last(last);
    if (last.algorithm() == MacAlgorithm.NULL) {
      throw new Fault(
          ErrorNumber.INVALID_MAC,
          "RFC 3830 4.2.4",
          "NULL MAC proves nothing",
          answer.offset(last));
    }
    if (!isRight(answer, last)) {
      throw new Fault(
          ErrorNumber.AUTH_FAILURE,
          "RFC 3830 5.2",
          "the verification message is wrong: another key, or changed on the way",
          answer.offset(last) + 2);
    }
    Csb.Terms terms = sent.agreed(answer, csb.terms());
    Csb agreed = new Csb(csb.id(), csb.rand(), terms, csb.copyOfKeys());
    return new Answered.Agreed(agreed.derive(), agreed, warnings(answer.message()));
  }

  private boolean isRight(Contents answer, VerMsg last) {
    boolean atEnd = answer.message().payloads().getLast() instanceof VerMsg;
    Optional<Identity> responder = answer.identities().stream().findFirst();
    return atEnd
        && Verification.isRight(answer.message(), last, keys, parties.answeredBy(responder));
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
                    "the answer has a " + type + " payload, which RFC 3830 3 does not list"));
    return warnings;
  }
}
