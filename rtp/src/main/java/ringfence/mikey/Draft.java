package ringfence.mikey;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import ringfence.srtp.ProtectionProfile;
import ringfence.srtp.SrtpPolicy;

/// What an Initiator writes, before it is authenticated.
final class Draft {
  private static final int USUAL_TGK = 32;

  private Draft() {}

  /// The payloads `first`, then the `parties`, the policies and the offer's protocols.
  static MikeyMessage of(
      DataType type, Csb csb, List<? extends Payload> first, List<? extends Payload> parties) {
    Csb.Terms terms = csb.terms();
    CommonHeader header =
        new CommonHeader(
            type, true, CommonHeader.PRF_MIKEY_1, csb.id(), new CsIdMap.SrtpId(terms.sessions()));
    List<Payload> payloads = new ArrayList<>(first);
    payloads.addAll(parties);
    payloads.addAll(policies(terms));
    // RFC 4567 7: the list goes into the message even when MIKEY is the only protocol.
    if (!terms.protocols().isEmpty()) {
      payloads.add(GeneralExtension.ofSdpIds(terms.protocols()));
    }
    return new MikeyMessage(header, payloads);
  }

  static List<SecurityPolicy> policies(Csb.Terms terms) {
    return terms.policies().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(it -> SrtpParameters.write(it.getKey(), it.getValue()))
        .toList();
  }

  /// A proposal whose policies have numbers.
  static Csb.Terms terms(Proposal proposal) {
    Map<SrtpPolicy, Integer> numbers = new LinkedHashMap<>();
    List<CryptoSession> sessions = new ArrayList<>();
    for (Proposal.Stream it : proposal.streams()) {
      int number = numbers.computeIfAbsent(it.policy(), _ -> numbers.size());
      sessions.add(new CryptoSession(number, it.ssrc(), it.rolloverCounter()));
    }
    Map<Integer, SrtpPolicy> policies = new LinkedHashMap<>();
    numbers.forEach((policy, number) -> policies.put(number, policy));
    return new Csb.Terms(sessions, policies, proposal.identities(), proposal.protocols());
  }

  /// A TGK with as much chance in it as the longest key and salt that come of it.
  static KeyData tgk(Csb.Terms terms, RandomGenerator chance) {
    int longest =
        terms.policies().values().stream()
            .map(SrtpPolicy::profile)
            .mapToInt(Draft::keyAndSalt)
            .max()
            .orElse(0);
    byte[] octets = new byte[Math.max(USUAL_TGK, longest)];
    chance.nextBytes(octets);
    return KeyData.tgk(new Secret(octets));
  }

  private static int keyAndSalt(ProtectionProfile profile) {
    return profile.keyLength() + profile.saltLength();
  }
}
