package ringfence.trace.decode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;
import ringfence.mikey.CryptoSession;
import ringfence.mikey.CryptoSessionKeys;
import ringfence.mikey.Csb;
import ringfence.mikey.KeyMgmtAttribute;
import ringfence.mikey.MikeyMessage;
import ringfence.mikey.PreSharedKey;
import ringfence.mikey.Received;
import ringfence.rtp.Ssrc;
import ringfence.sdes.CryptoAttribute;
import ringfence.sdes.CryptoLine;
import ringfence.sdp.Attributed;
import ringfence.sdp.Origin;
import ringfence.sdp.SessionDescription;
import ringfence.srtp.IdentifiedKey;
import ringfence.srtp.SrtpPolicy;

/// The SRTP keys that the descriptions of one call have told, in their order. Which stream has
/// which is not asked: a key that is not a packet's does not open it.
final class MediaCall {
  private static final int MOST_KEYS = 64;
  private static final int MOST_PARTIES = 16;

  /// More than any line with keys or certificates has.
  private static final int LONGEST_VALUE = 16_384;

  private static final int LONGEST_PARTY = 256;

  /// What a value takes beside its text, with the keys in it.
  private static final int VALUE = 1024;

  /// The keys of one line or crypto session.
  record StreamKeys(SrtpPolicy policy, List<IdentifiedKey> keys) {}

  private final String callId;
  private final List<StreamKeys> keys = new ArrayList<>();
  private final Map<String, StreamKeys> byLine = new HashMap<>();
  private final SequencedMap<String, List<StreamKeys>> inForce = new LinkedHashMap<>();
  private final Set<String> read = new HashSet<>();
  private Optional<Csb> bundle = Optional.empty();
  private long held = VALUE;
  private boolean forgotten;

  MediaCall(String callId) {
    this.callId = callId;
  }

  String callId() {
    return callId;
  }

  List<StreamKeys> keys() {
    return keys;
  }

  /// Whether the party that told these keys has told no others since.
  boolean isInForce(StreamKeys wanted) {
    return forgotten || inForce.values().stream().anyMatch(each -> each.contains(wanted));
  }

  /// Takes the keys of a description, those of MIKEY under the pre-shared key.
  void learn(SessionDescription session, Optional<PreSharedKey> psk) {
    List<String> lines = values(session, "crypto");
    for (String value : lines) {
      if (isNew(value) && CryptoAttribute.parse(value) instanceof CryptoLine.Known(var attribute)) {
        attribute
            .policy()
            .ifPresent(it -> learn(value, new StreamKeys(it, attribute.forSession())));
      }
    }
    List<StreamKeys> told = lines.stream().map(byLine::get).filter(Objects::nonNull).toList();
    // RFC 8866 5.2: the party is who has this session identifier at this address
    if (!told.isEmpty()) tells(party(session.origin()), told);
    for (String value : values(session, "key-mgmt")) {
      if (psk.isPresent() && isNew(value)) mikey(value, psk.get());
    }
  }

  private void learn(String line, StreamKeys read) {
    keys.add(read);
    byLine.put(line, read);
  }

  private static String party(Origin origin) {
    String party = origin.sessionId() + " " + origin.unicastAddress();
    return party.length() > LONGEST_PARTY ? party.substring(0, LONGEST_PARTY) : party;
  }

  private void tells(String party, List<StreamKeys> told) {
    inForce.putLast(party, told.stream().distinct().toList());
    if (inForce.size() > MOST_PARTIES) inForce.pollFirstEntry();
  }

  private static List<String> values(SessionDescription session, String attribute) {
    Stream<Attributed> levels = Stream.concat(Stream.of(session), session.media().stream());
    return levels.flatMap(level -> level.values(attribute).stream()).toList();
  }

  private boolean isNew(String value) {
    boolean taken =
        keys.size() < MOST_KEYS
            && read.size() < 4 * MOST_KEYS
            && value.length() <= LONGEST_VALUE
            && read.add(value);
    if (taken) held += VALUE + 2L * value.length();
    return taken;
  }

  /// There is no room for its keys any more; those that were taken stay with whoever took them.
  void forget() {
    forgotten = true;
    keys.clear();
    byLine.clear();
    inForce.clear();
    read.clear();
  }

  /// About how many octets of memory it takes.
  long held() {
    return held;
  }

  private void mikey(String value, PreSharedKey psk) {
    Optional<MikeyMessage> message =
        KeyMgmtAttribute.parse(value)
            .good()
            .filter(KeyMgmtAttribute::isMikey)
            .flatMap(it -> MikeyMessage.read(it.data().array()).good());
    if (message.isEmpty()) return;
    if (PskReading.receive(message.get(), psk, standIns(message.get()), bundle)
        instanceof Received.Accepted accepted) {
      bundle = Optional.of(accepted.csb());
      List<StreamKeys> told =
          accepted.sessions().stream()
              .filter(CryptoSessionKeys::isUsable)
              .map(it -> new StreamKeys(it.policy(), it.keys()))
              .toList();
      keys.addAll(told);
      held += (long) VALUE * told.size();
      // RFC 3830 4.5: an update of the bundle gives both parties new keys
      tells(KeyMgmtAttribute.MIKEY, told);
    }
  }

  /// RFC 3830 4.1.3 derives keys from the Crypto Session ID: what the answerer's SSRCs are does not
  /// matter to them.
  private static List<Ssrc> standIns(MikeyMessage message) {
    return message.header().map().cryptoSessions().stream()
        .map(CryptoSession::ssrc)
        .filter(it -> it.bits() == 0)
        .map(_ -> new Ssrc(1))
        .toList();
  }
}
