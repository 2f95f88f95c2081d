package ringfence.mikey;

import java.util.List;

/// An Initiator's message as an answer to it has to match it.
record SentMessage(MikeyMessage message) {
  Timestamp timestamp() {
    return message.first(Timestamp.class).orElseThrow();
  }

  /// The parties by the ID payloads of a message without certificates.
  Parties parties() {
    List<Identity> identities = message.all(Identity.class);
    return new Parties(
        Parties.data(identities.stream().findFirst()),
        Parties.data(identities.stream().skip(1).findFirst()),
        timestamp());
  }

  /// The parties that an answer authenticates.
  Parties answeredBy(MikeyMessage answer) {
    return parties().answeredBy(answer.first(Identity.class));
  }

  /// Refuses an answer of another bundle.
  void check(Contents answer) {
    int csbId = answer.message().header().csbId();
    int ours = message.header().csbId();
    // RFC 3830 6.1: "The Responder uses the same CSB ID in the response."
    if (csbId != ours) {
      throw new Fault(
          ErrorNumber.UNSPECIFIED,
          "RFC 3830 6.1",
          "the answer's CSB ID is 0x%08x, not 0x%08x".formatted(csbId, ours),
          4);
    }
  }

  /// Refuses an authentic answer whose timestamp or streams are not those of this message: the
  /// Responder may fill in what was open, and change nothing else.
  Csb.Terms agreed(Contents answer, Csb.Terms terms) {
    Timestamp theirs = answer.one(PayloadType.T, Timestamp.class);
    if (!theirs.equals(timestamp())) {
      throw new Fault(
          ErrorNumber.INVALID_TS,
          "RFC 3830 5.2",
          "the answer's timestamp is not that of the Initiator's message",
          answer.offset(theirs));
    }
    List<CryptoSession> answered = answer.message().header().map().cryptoSessions();
    List<CryptoSession> offered = message.header().map().cryptoSessions();
    if (answered.size() != offered.size()) {
      throw new Fault(
          ErrorNumber.UNSPECIFIED,
          "RFC 3830 6.1",
          "the answer has " + answered.size() + " streams, not " + offered.size(),
          8);
    }
    for (int i = 0; i < offered.size(); i++) check(i, offered.get(i), answered.get(i));
    return terms.with(answered);
  }

  private static void check(int index, CryptoSession ours, CryptoSession theirs) {
    boolean kept =
        ours.isOpen() ? ours.policyNumber() == theirs.policyNumber() : ours.equals(theirs);
    if (kept) return;
    throw new Fault(
        ErrorNumber.UNSPECIFIED,
        "RFC 3830 6.1.1",
        "the answer has changed stream " + (index + 1) + ", which was not open",
        10 + 9 * index);
  }

  /// What an error message says.
  static Answered error(Contents answer, boolean authenticated) {
    answer.one(PayloadType.T, Timestamp.class);
    List<Err> errors = answer.message().all(Err.class);
    if (errors.isEmpty()) {
      throw new Fault(
          ErrorNumber.UNSPECIFIED, "RFC 3830 5.1.2", "an error message without an error", 2);
    }
    return new Answered.PeerError(
        errors, authenticated, answer.message().all(SecurityPolicy.class));
  }
}
