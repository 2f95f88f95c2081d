package ringfence.mikey;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import ringfence.rtp.Ssrc;

/// The Responder of the pre-shared key exchange, RFC 3830 section 3.1.
public final class PskResponder implements AutoCloseable {
  private final PreSharedKey key;
  private final ReplayCache replays;
  private final ResponderRules rules;

  /// A copy of the key is kept; the cache is shared by all who have the same key.
  public PskResponder(PreSharedKey key, ReplayCache replays, ResponderRules rules) {
    this.key = key.copy();
    this.replays = replays;
    this.rules = rules;
  }

  /// Judges an Initiator's message, in the order of RFC 3830 section 5.3. `own` are our SSRCs, for
  /// the streams that have none yet, in their order; `before` is the bundle that the message may be
  /// an update of.
  public Received receive(byte[] message, List<Ssrc> own, Optional<Csb> before, Instant now) {
    InitiatorMessage read;
    try {
      read = InitiatorMessage.of(MessageReader.read(message));
    } catch (Fault fault) {
      return new Received.Refused(fault.refusal(), Optional.empty());
    }
    Optional<MikeyRefusal> untimely = untimely(read, now);
    if (untimely.isPresent()) return new Received.Discarded(untimely.get());
    Octets rand;
    try {
      rand = rand(read, before);
    } catch (Fault fault) {
      return new Received.Refused(fault.refusal(), Optional.of(report(read, fault)));
    }
    try (MessageKeys keys = key.use(it -> new MessageKeys(it, read.csbId(), rand))) {
      if (!isAuthentic(read, keys)) return unauthentic(read);
      replays.add(read.initiator(), read.timestamp(), rules.clockTolerance(), now);
      return accept(read, own, before, keys);
    }
  }

  /// Why a message is discarded by its timestamp alone.
  private Optional<MikeyRefusal> untimely(InitiatorMessage read, Instant now) {
    Timestamp timestamp = read.timestamp();
    Duration ahead = timestamp.aheadOf(now);
    if (ahead.abs().compareTo(rules.clockTolerance()) > 0) {
      return untimely(read, "the timestamp is %+d s off".formatted(ahead.toSeconds()));
    }
    if (replays.saw(read.initiator(), timestamp)) {
      return untimely(read, "a message of this timestamp was accepted before");
    }
    return replays.isFull(timestamp.kind(), now)
        ? untimely(read, "too many messages within the clock tolerance")
        : Optional.empty();
  }

  private static Optional<MikeyRefusal> untimely(InitiatorMessage read, String reason) {
    int at = read.contents().offset(read.timestamp());
    return Optional.of(new MikeyRefusal(ErrorNumber.INVALID_TS, "RFC 3830 5.3", reason, at));
  }

  /// The RAND of a message whose algorithms are supported.
  private Octets rand(InitiatorMessage read, Optional<Csb> before) {
    int prf = read.message().header().prf();
    if (prf != CommonHeader.PRF_MIKEY_1) {
      throw new Fault(
          ErrorNumber.INVALID_PRF, "RFC 3830 6.1", "PRF " + prf + " is not supported", 3);
    }
    Octets rand = read.randOr(before);
    KeyTransport.check(read.kemac(), rules.nullTransforms(), read.kemacAt());
    return rand;
  }

  private static boolean isAuthentic(InitiatorMessage read, MessageKeys keys) {
    Kemac kemac = read.kemac();
    return switch (kemac.macAlgorithm()) {
      case NULL -> true;
      case HMAC_SHA_1_160 ->
          keys.verifies(kemac.mac(), read.message().covered(kemac.mac().length()));
    };
  }

  private static Received unauthentic(InitiatorMessage read) {
    int at = read.keysAt() + read.kemac().data().length() + 1;
    Fault fault =
        new Fault(
            ErrorNumber.AUTH_FAILURE,
            "RFC 3830 5.3",
            "the MAC is wrong: another pre-shared key, or changed on the way",
            at);
    // RFC 3830 5.1.2: "in case of authentication failure, one recommendation would be not to
    // authenticate such an error message".
    return new Received.Refused(fault.refusal(), Optional.of(report(read, fault)));
  }

  private Received accept(
      InitiatorMessage read, List<Ssrc> own, Optional<Csb> before, MessageKeys keys) {
    try {
      Octets rand = read.randOr(before);
      Optional<Csb> updated = read.updated(before);
      checkResponder(read);
      Csb.Terms terms = read.terms(updated);
      Csb.Terms filled = terms.with(filled(terms.sessions(), own));
      Csb csb = new Csb(read.csbId(), rand, filled, content(read, filled, updated, keys));
      return new Received.Accepted(
          answer(read, csb, keys), csb.derive(), csb, read.protocols(), read.warnings());
    } catch (Fault fault) {
      MikeyMessage error = Verification.seal(report(read, fault), keys, parties(read));
      return new Received.Refused(fault.refusal(), Optional.of(error));
    }
  }

  private void checkResponder(InitiatorMessage read) {
    Optional<Identity> responder = read.responder();
    boolean ours = rules.identities().isEmpty() || responder.stream().allMatch(rules::isOurs);
    if (ours) return;
    throw new Fault(
        ErrorNumber.INVALID_ID,
        "RFC 3830 9.5",
        "IDr is not ours",
        read.contents().offset(responder.orElseThrow()));
  }

  /// RFC 3830 6.1.1: "SSRCs that are not chosen by the Initiator are set to zero and the Responder
  /// fills in these fields in the response message".
  private static List<CryptoSession> filled(List<CryptoSession> sessions, List<Ssrc> own) {
    Iterator<Ssrc> next = own.iterator();
    return sessions.stream()
        .map(it -> it.isOpen() && next.hasNext() ? it.with(next.next()) : it)
        .toList();
  }

  /// The keys of the message, or those of the bundle that it updates when it brings none.
  private static List<KeyData> content(
      InitiatorMessage read, Csb.Terms terms, Optional<Csb> updated, MessageKeys keys) {
    List<KeyData> content = KeyTransport.keys(read.kemac(), read.timestamp(), keys, read.keysAt());
    if (content.isEmpty() && updated.isEmpty()) {
      throw new Fault(
          ErrorNumber.UNSPECIFIED, "RFC 3830 6.2", "no key, and no update", read.kemacAt());
    }
    List<KeyData> used = content.isEmpty() ? updated.get().copyOfKeys() : content;
    new KeyRules(read.keysAt()).check(used, terms.sessions().stream().map(terms::policyOf));
    return used;
  }

  private Optional<MikeyMessage> answer(InitiatorMessage read, Csb csb, MessageKeys keys) {
    CommonHeader theirs = read.message().header();
    if (!theirs.verificationWanted()) return Optional.empty();
    CsIdMap map =
        switch (theirs.map()) {
          case CsIdMap.SrtpId _ -> new CsIdMap.SrtpId(csb.sessions());
          case CsIdMap.Empty it -> it;
        };
    List<Payload> payloads = new ArrayList<>();
    // RFC 3830 5.2: "The Responder does not create a new timestamp, but uses the timestamp used by
    // the Initiator."
    payloads.add(read.timestamp());
    Optional<Identity> own = own(read);
    own.ifPresent(payloads::add);
    CommonHeader header =
        new CommonHeader(DataType.PSK_VER_MSG, false, theirs.prf(), theirs.csbId(), map);
    Parties parties =
        new Parties(read.initiator(), Parties.data(own.or(read::responder)), read.timestamp());
    return Optional.of(Verification.seal(new MikeyMessage(header, payloads), keys, parties));
  }

  /// The IDr of an answer: the one that we were called by, or who we are.
  private Optional<Identity> own(InitiatorMessage read) {
    if (rules.identities().isEmpty() || read.identities().isEmpty()) return Optional.empty();
    return read.responder().or(() -> Optional.of(rules.identities().getFirst()));
  }

  private static Parties parties(InitiatorMessage read) {
    return new Parties(read.initiator(), Parties.data(read.responder()), read.timestamp());
  }

  /// RFC 3830 5.1.2: the error message is HDR, T, {ERR}, {SP}, [V|SIGNr].
  private static MikeyMessage report(InitiatorMessage read, Fault fault) {
    CommonHeader theirs = read.message().header();
    CommonHeader header =
        new CommonHeader(
            DataType.ERROR, false, CommonHeader.PRF_MIKEY_1, theirs.csbId(), theirs.map());
    List<Payload> payloads = new ArrayList<>();
    payloads.add(read.timestamp());
    payloads.add(new Err(fault.refusal().error()));
    // RFC 3830 5.1.2: "the error message SHOULD include the supported parameters".
    if (fault.refusal().error() == ErrorNumber.INVALID_SP_PARAMETER) {
      payloads.add(SrtpParameters.write(0, SrtpParameters.defaults()));
    }
    return new MikeyMessage(header, payloads);
  }

  @Override
  public void close() {
    key.close();
  }
}
