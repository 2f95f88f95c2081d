package ringfence.media.negotiation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import ringfence.media.negotiation.Refusal.Kind;
import ringfence.sdes.CryptoAttribute;
import ringfence.sdes.CryptoLine;
import ringfence.sdes.CryptoSuite;
import ringfence.sdes.KeyParameter;
import ringfence.sdes.SessionParameter;
import ringfence.sdp.Attribute;
import ringfence.sdp.MediaDescription;
import ringfence.sdp.SessionDescription;
import ringfence.srtp.MasterKey;
import ringfence.srtp.ProtectionProfile;

/// Keys by `a=crypto` lines; RFC 4568 section 5.1.
record SdesAgreement(KeyManagement.Sdes management) implements KeyAgreement {
  private static final String CRYPTO = "crypto";
  private static final String KEY_MGMT = "key-mgmt";

  @Override
  public OfferedKeys offer(Optional<SecurityChoice> kept, Moment moment) {
    if (kept.isPresent() && kept.get() instanceof SecurityChoice.Sdes(var own, _, _)) {
      return new OfferedKeys.Sdes(List.of(own));
    }
    List<CryptoAttribute> lines = new ArrayList<>();
    for (CryptoSuite suite : management.offered()) {
      lines.add(new CryptoAttribute(lines.size() + 1, suite, newKey(suite, moment.chance())));
    }
    return new OfferedKeys.Sdes(lines);
  }

  private static MasterKey newKey(CryptoSuite suite, RandomGenerator chance) {
    return MasterKey.generate(suite.profile().orElseThrow(), chance);
  }

  @Override
  public Result answer(
      SessionDescription offer,
      MediaDescription stream,
      Optional<SecurityChoice> kept,
      Moment moment) {
    List<CryptoLine> lines = read(stream);
    if (lines.isEmpty()) return objected(noKeys(offer, stream), required());
    if (hasTagTwice(lines)) {
      // RFC 4568 4.1: the tag "MUST be unique among all crypto attributes for a given media line"
      return new Result.Objected(new Refusal(Kind.BAD_KEYS, "a crypto tag twice", "each tag once"));
    }
    for (CryptoLine line : lines) {
      // RFC 4568 5.1.2: the answerer "MUST ... select exactly one", the first that it can use
      if (line instanceof CryptoLine.Known(var peer) && peer.profile().isPresent()) {
        return agreed(peer, peer.profile().get(), kept, moment.chance());
      }
    }
    return objected(new Refusal(Kind.NO_COMMON_SUITE, names(lines), "-"), supported());
  }

  private static Result agreed(
      CryptoAttribute peer,
      ProtectionProfile profile,
      Optional<SecurityChoice> kept,
      RandomGenerator chance) {
    MasterKey key = MasterKey.generate(profile, chance);
    if (kept.isPresent()
        && kept.get() instanceof SecurityChoice.Sdes(var own, _, var before)
        && before == profile) {
      key = own.keys().getFirst().key();
    }
    CryptoAttribute own = peer.answer(key);
    return new Result.Agreed(
        new SecurityChoice.Sdes(own, peer, profile),
        new Lines(List.of(), List.of(new Attribute(CRYPTO, own.wireFormWithKeys()))));
  }

  private static Refusal noKeys(SessionDescription offer, MediaDescription stream) {
    return offer.has(KEY_MGMT) || stream.has(KEY_MGMT)
        ? new Refusal(Kind.WRONG_KEY_MANAGEMENT, "RTP/SAVP with keys by a=key-mgmt", "-")
        : new Refusal(Kind.NO_COMMON_SUITE, "RTP/SAVP without a=crypto", "-");
  }

  private static Result objected(Refusal refusal, String required) {
    return new Result.Objected(new Refusal(refusal.kind(), refusal.offered(), required));
  }

  private static String required() {
    return "keys by a=crypto (SDES)";
  }

  private static String supported() {
    return "one of "
        + Arrays.stream(CryptoSuite.values())
            .filter(suite -> suite.profile().isPresent())
            .map(CryptoSuite::name)
            .collect(Collectors.joining(", "));
  }

  @Override
  public Result accept(OfferedKeys offered, SessionDescription answer, MediaDescription stream) {
    return switch (offered) {
      case OfferedKeys.None _ -> new Result.Agreed(new SecurityChoice.Plain(), Lines.NONE);
      case OfferedKeys.Sdes(var attributes) -> accept(attributes, answer, stream);
    };
  }

  private static Result accept(
      List<CryptoAttribute> offered, SessionDescription answer, MediaDescription stream) {
    List<CryptoLine> lines = read(stream);
    if (lines.isEmpty()) return objected(noKeys(answer, stream), required());
    // RFC 4568 6: SRTP's crypto attributes are for "RTP/SAVP" and its like alone
    if (!stream.proto().equals(Answer.SECURE)) return bad(stream.proto(), Answer.SECURE);
    // RFC 4568 5.1.3: the answer has "exactly one crypto attribute"
    if (lines.size() != 1 || !(lines.getFirst() instanceof CryptoLine.Known(var peer))) {
      return bad(names(lines), "one crypto line of the offer");
    }
    Optional<CryptoAttribute> matching =
        offered.stream().filter(line -> line.tag() == peer.tag()).findFirst();
    if (matching.isEmpty()) return bad("crypto tag " + peer.tag(), "a tag of the offer");
    CryptoAttribute own = matching.get();
    if (own.suite() != peer.suite()) {
      return bad(peer.suiteName() + " under tag " + peer.tag(), own.suiteName());
    }
    // RFC 4568 5.1.3: "negotiated session parameters" of both must be the same
    if (!negotiated(own).equals(negotiated(peer))) {
      return bad("other session parameters", "those of the offer");
    }
    // RFC 4568 7.1.2: the keys in the answer "MUST be different from" those of the offer
    if (offered.stream().anyMatch(line -> sharesKey(line, peer))) {
      return bad("the key of the offer", "a key of its own");
    }
    Optional<ProtectionProfile> profile = peer.profile();
    if (profile.isEmpty()) return bad("unsupported parameters", "those of the offer");
    return new Result.Agreed(new SecurityChoice.Sdes(own, peer, profile.get()), Lines.NONE);
  }

  private static Result bad(String offered, String required) {
    return new Result.Objected(new Refusal(Kind.BAD_KEYS, offered, required));
  }

  private static Set<SessionParameter> negotiated(CryptoAttribute line) {
    return line.parameters().stream()
        .filter(SessionParameter::isNegotiated)
        .collect(Collectors.toSet());
  }

  private static boolean sharesKey(CryptoAttribute one, CryptoAttribute other) {
    for (KeyParameter own : one.keys()) {
      for (KeyParameter peer : other.keys()) {
        if (own.key().matches(peer.key())) return true;
      }
    }
    return false;
  }

  /// The lines of the stream itself: RFC 4568 4, they "MUST only appear at the SDP media level".
  static List<CryptoLine> read(MediaDescription stream) {
    return stream.attributes(CRYPTO).stream()
        .map(attribute -> CryptoAttribute.parse(attribute.value().orElse("")))
        .toList();
  }

  private static boolean hasTagTwice(List<CryptoLine> lines) {
    Set<Integer> tags = new HashSet<>();
    for (CryptoLine line : lines) {
      boolean fresh =
          switch (line) {
            case CryptoLine.Known(var attribute) -> tags.add(attribute.tag());
            case CryptoLine.UnknownSuite(int tag, _) -> tags.add(tag);
            case CryptoLine.Malformed _ -> true;
          };
      if (!fresh) return true;
    }
    return false;
  }

  private static String names(List<CryptoLine> lines) {
    return lines.stream()
        .limit(8)
        .map(
            line ->
                switch (line) {
                  case CryptoLine.Known(var attribute) -> attribute.suiteName();
                  case CryptoLine.UnknownSuite(_, var suite) -> suite;
                  case CryptoLine.Malformed(_, var reason, _) -> "a bad line (" + reason + ")";
                })
        .collect(Collectors.joining(", "));
  }
}
