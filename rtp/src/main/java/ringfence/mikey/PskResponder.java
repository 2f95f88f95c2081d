package ringfence.mikey;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ringfence.rtp.Ssrc;

/// The Responder of the pre-shared key exchange, RFC 3830 section 3.1.
public final class PskResponder implements AutoCloseable {
  private final PreSharedKey key;
  private final Arrivals arrivals;
  private final ResponderRules rules;

  /// A copy of the key is kept; the cache is shared by all who have the same key.
  public PskResponder(PreSharedKey key, ReplayCache replays, ResponderRules rules) {
    this.key = key.copy();
    this.arrivals = new Arrivals(replays, rules.clockTolerance());
    this.rules = rules;
  }

  /// Judges an Initiator's message, in the order of RFC 3830 section 5.3. `own` are our SSRCs, for
  /// the streams that have none yet, in their order; `before` is the bundle that the message may be
  /// an update of.
  public Received receive(byte[] message, List<Ssrc> own, Optional<Csb> before, Instant now) {
    MessageReader reader = new MessageReader(message);
    PskMessage read;
    try {
      read = PskMessage.of(reader.read());
    } catch (Fault fault) {
      return Arrivals.unread(reader, fault.refusal());
    }
    Optional<MikeyRefusal> untimely = arrivals.untimely(read.common(), now);
    if (untimely.isPresent()) return new Received.Discarded(untimely.get());
    Octets rand;
    try {
      read.common().checkPrf();
      rand = read.common().randOr(before);
      KeyTransport.check(read.kemac(), rules.nullTransforms(), read.kemacAt());
    } catch (Fault fault) {
      return reply(read).refused(fault.refusal());
    }
    try (MessageKeys keys = key.use(it -> new MessageKeys(it, read.common().csbId(), rand))) {
      if (!read.isAuthentic(keys)) return unauthentic(read);
      arrivals.admit(read.common(), now);
      return accept(read, own, before, keys);
    }
  }

  private Reply reply(PskMessage read) {
    return new Reply(read.common(), rules);
  }

  private Received unauthentic(PskMessage read) {
    int at = read.keysAt() + read.kemac().data().length() + 1;
    return reply(read)
        .refused(
            new MikeyRefusal(
                ErrorNumber.AUTH_FAILURE,
                "RFC 3830 5.3",
                "the MAC is wrong: another pre-shared key, or changed on the way",
                at));
  }

  private Received accept(PskMessage read, List<Ssrc> own, Optional<Csb> before, MessageKeys keys) {
    InitiatorMessage common = read.common();
    try {
      Optional<Csb> updated = common.updated(before);
      reply(read).checkResponder();
      Csb.Terms terms = Reply.filled(common.terms(updated), own);
      List<KeyData> content = read.keys(updated, keys);
      new KeyRules(read.keysAt()).check(content, terms);
      Csb csb = new Csb(common.csbId(), common.randOr(before), terms, content);
      return new Received.Accepted(
          answer(read, csb, keys), csb.derive(), csb, common.protocols(), common.warnings());
    } catch (Fault fault) {
      Parties parties = Parties.of(common, common.responder());
      return reply(read).refused(fault.refusal(), it -> Verification.seal(it, keys, parties));
    }
  }

  private Optional<MikeyMessage> answer(PskMessage read, Csb csb, MessageKeys keys) {
    InitiatorMessage common = read.common();
    if (!common.message().header().verificationWanted()) return Optional.empty();
    Optional<Identity> own = reply(read).own();
    List<Payload> further = own.map(List::<Payload>of).orElse(List.of());
    MikeyMessage answer = reply(read).answer(DataType.PSK_VER_MSG, csb, further);
    Parties parties = Parties.of(common, own.or(common::responder));
    return Optional.of(Verification.seal(answer, keys, parties));
  }

  @Override
  public void close() {
    key.close();
  }
}
