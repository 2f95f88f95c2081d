package ringfence.mikey;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ringfence.srtp.SrtpPolicy;

/// A message that begins an exchange, with the payloads that every exchange has.
record InitiatorMessage(
    Contents contents, Timestamp timestamp, Optional<Rand> rand, List<Identity> identities) {
  /// The payloads of every Initiator's message.
  private static final Set<PayloadType> COMMON =
      EnumSet.of(
          PayloadType.T,
          PayloadType.RAND,
          PayloadType.ID,
          PayloadType.SP,
          PayloadType.GENERAL_EXTENSION);

  /// Refuses a message of another type, or with payloads that are neither common nor `others`.
  static InitiatorMessage of(MikeyMessage message, DataType type, PayloadType... others) {
    if (message.header().dataType() != type) {
      throw new Fault(
          ErrorNumber.INVALID_DT,
          "RFC 3830 6.1",
          "not a " + type.words() + " but a " + message.header().dataType().words(),
          1);
    }
    Contents contents = Contents.of(message);
    Set<PayloadType> foreseen = EnumSet.copyOf(COMMON);
    foreseen.addAll(List.of(others));
    contents.only(foreseen);
    return new InitiatorMessage(
        contents,
        contents.one(PayloadType.T, Timestamp.class),
        contents.atMostOne(PayloadType.RAND, Rand.class),
        contents.identities());
  }

  /// Refuses a PRF that is not supported.
  void checkPrf() {
    int prf = message().header().prf();
    if (prf != CommonHeader.PRF_MIKEY_1) {
      throw new Fault(
          ErrorNumber.INVALID_PRF, "RFC 3830 6.1", "PRF " + prf + " is not supported", 3);
    }
  }

  MikeyMessage message() {
    return contents.message();
  }

  int csbId() {
    return message().header().csbId();
  }

  /// IDi. RFC 3830 3.2 has [IDi|CERTi], [IDr]: one ID behind a certificate is IDr.
  Optional<Identity> initiator() {
    return identities.stream().limit(responderAt()).findFirst();
  }

  /// IDr.
  Optional<Identity> responder() {
    return identities.stream().skip(responderAt()).findFirst();
  }

  private int responderAt() {
    boolean certified = !message().all(CertificatePayload.class).isEmpty();
    return certified && identities.size() == 1 ? 0 : 1;
  }

  /// RAND, which a message that updates nothing must have.
  Octets newRand() {
    return randOr(Optional.empty());
  }

  /// RAND, or that of the bundle which the message updates.
  Octets randOr(Optional<Csb> before) {
    if (rand.isPresent()) {
      Octets value = rand.get().value();
      if (value.length() == 0) throw refused("RFC 3830 4.1.1", "RAND of no octets", rand.get());
      return value;
    }
    // RFC 3830 4.5: "A new RAND MUST NOT be included in the message exchange (the RAND will only
    // have effect in the Initial exchange)."
    return updated(before)
        .map(Csb::rand)
        .orElseThrow(
            () ->
                new Fault(
                    ErrorNumber.UNSPECIFIED,
                    "RFC 3830 4.5",
                    "no RAND, and no bundle 0x%08x to update".formatted(csbId()),
                    4));
  }

  /// The bundle that the message updates: it has no RAND of its own.
  Optional<Csb> updated(Optional<Csb> before) {
    return before.filter(it -> rand.isEmpty() && it.id() == csbId());
  }

  /// What the message says besides keys; an update may leave out what does not change.
  Csb.Terms terms(Optional<Csb> updated) {
    Map<Integer, SrtpPolicy> policies = new HashMap<>();
    for (SecurityPolicy it : message().all(SecurityPolicy.class)) {
      SrtpPolicy policy = SrtpParameters.read(it, contents.offset(it));
      // RFC 3830 6.10: "each security policy payload must be given a distinct number".
      if (policies.put(it.number(), policy) != null) {
        throw new Fault(
            ErrorNumber.INVALID_SP,
            "RFC 3830 6.10",
            "two policies of number " + it.number(),
            contents.offset(it) + 1);
      }
    }
    boolean none = policies.isEmpty();
    updated.ifPresent(it -> it.terms().policies().forEach(policies::putIfAbsent));
    List<CryptoSession> sessions = message().header().map().cryptoSessions();
    for (int i = 0; i < sessions.size(); i++) {
      int number = sessions.get(i).policyNumber();
      // RFC 3830 3.1: {SP} is none, one or more; 6.10.1: what is not set is SRTP's default.
      if (none) policies.putIfAbsent(number, SrtpParameters.defaults());
      if (!policies.containsKey(number)) {
        throw new Fault(
            ErrorNumber.INVALID_SP,
            "RFC 3830 6.1.1",
            "stream " + (i + 1) + " has policy " + number + ", which is not there",
            10 + 9 * i);
      }
    }
    return new Csb.Terms(sessions, policies, swapped(), protocols().orElse(List.of()));
  }

  /// The parties as they are when the Responder is the Initiator of an update.
  private List<Identity> swapped() {
    return identities.size() == 2 ? identities.reversed() : List.of();
  }

  /// The offer's key management protocols, RFC 4567 section 7; empty when it does not say.
  Optional<List<String>> protocols() {
    return message().all(GeneralExtension.class).stream()
        .filter(it -> it.kind() == GeneralExtension.SDP_IDS)
        .findFirst()
        .map(it -> List.of(it.data().text().split(";", -1)));
  }

  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    rand.map(it -> it.value().length())
        .filter(length -> length < Rand.USUAL_LENGTH)
        .ifPresent(length -> warnings.add("RAND of " + length + " octets; SHOULD be at least 16"));
    return warnings;
  }

  private Fault refused(String clause, String reason, Payload payload) {
    return new Fault(ErrorNumber.UNSPECIFIED, clause, reason, contents.offset(payload));
  }
}
