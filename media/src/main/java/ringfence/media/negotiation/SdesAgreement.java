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
import ringfence.sdes.CryptoAnswer;
import ringfence.sdes.CryptoAttribute;
import ringfence.sdes.CryptoLine;
import ringfence.sdes.CryptoSuite;
import ringfence.sdp.Attribute;
import ringfence.sdp.MediaDescription;
import ringfence.srtp.MasterKey;
import ringfence.srtp.ProtectionProfile;
import ringfence.srtp.SrtpPolicy;

/// Keys by `a=crypto` lines; RFC 4568 section 5.1.
record SdesAgreement(KeyManagement.Sdes management) implements KeyAgreement {
  private static final String CRYPTO = "crypto";
  private static final String REQUIRED = "keys by a=crypto (SDES)";

  static boolean hasKeys(MediaDescription stream) {
    return stream.has(CRYPTO);
  }

  @Override
  public OfferedKeys offer(Before before, Moment moment) {
    List<CryptoSuite> suites = management.offered();
    if (before.choice().isPresent()
        && before.choice().get() instanceof SecurityChoice.Sdes(_, var own, _)) {
      if (before.keep()) return new OfferedKeys.Sdes(List.of(own));
      // What is in use is known to work: an update brings another key, not another suite.
      suites = List.of(own.suite());
    }
    List<CryptoAttribute> lines = new ArrayList<>();
    for (CryptoSuite suite : suites) {
      var key = MasterKey.generate(suite.profile().orElseThrow(), moment.chance());
      lines.add(new CryptoAttribute(lines.size() + 1, suite, key));
    }
    return new OfferedKeys.Sdes(lines);
  }

  @Override
  public Result answer(PeerStream offer, Before before, Moment moment) {
    List<CryptoLine> lines = read(offer.stream());
    if (lines.isEmpty()) return new Result.Objected(noKeys(Role.ANSWERER, offer));
    if (hasTagTwice(lines)) {
      // RFC 4568 4.1: the tag "MUST be unique among all crypto attributes for a given media line"
      return new Result.Objected(
          Refusal.ofOffer(Kind.BAD_KEYS, "a crypto tag twice", "each tag once"));
    }
    for (CryptoLine line : lines) {
      // RFC 4568 5.1.2: "the first valid supported crypto attribute in the list"
      if (line instanceof CryptoLine.Known(var peer) && isUsable(peer)) {
        return agreed(peer, before, moment.chance());
      }
    }
    return new Result.Objected(
        Refusal.ofOffer(Kind.NO_COMMON_SUITE, names(lines), "one of " + supported()));
  }

  /// Whether its packets are what security is for: a line that switches encryption or
  /// authentication off is by RFC 4568 6.3 and still not for us.
  private static boolean isUsable(CryptoAttribute line) {
    return line.policy().filter(SrtpPolicy::isFull).isPresent();
  }

  private static boolean isWeakened(CryptoAttribute line) {
    return line.policy().filter(policy -> !policy.isFull()).isPresent();
  }

  private static Result agreed(CryptoAttribute peer, Before before, RandomGenerator chance) {
    var profile = peer.suite().profile().orElseThrow();
    CryptoAttribute own =
        peer.answer(kept(before, profile).orElseGet(() -> MasterKey.generate(profile, chance)));
    return new Result.Agreed(
        new SecurityChoice.Sdes(Role.ANSWERER, own, peer),
        new Lines(List.of(), List.of(new Attribute(CRYPTO, own.wireFormWithKeys()))));
  }

  private static Optional<MasterKey> kept(Before before, ProtectionProfile profile) {
    return before
        .choice()
        .filter(_ -> before.keep())
        .flatMap(SecurityChoice::protection)
        .filter(protection -> protection.own().policy().profile() == profile)
        .map(protection -> protection.own().key().key());
  }

  private static Refusal noKeys(Role by, PeerStream received) {
    return received.description().has(MikeyLines.KEY_MGMT)
            || received.stream().has(MikeyLines.KEY_MGMT)
        ? new Refusal(Kind.WRONG_KEY_MANAGEMENT, by, "keys by a=key-mgmt (MIKEY)", REQUIRED)
        : new Refusal(Kind.NO_COMMON_SUITE, by, "RTP/SAVP without a=crypto", REQUIRED);
  }

  private static String supported() {
    return Arrays.stream(CryptoSuite.values())
        .filter(suite -> suite.profile().isPresent())
        .map(CryptoSuite::name)
        .collect(Collectors.joining(", "));
  }

  @Override
  public Result accept(OfferedKeys offered, PeerStream answer) {
    return switch (offered) {
      case OfferedKeys.None _ -> new Result.Agreed(new SecurityChoice.Plain(), Lines.NONE);
      case OfferedKeys.Sdes(var attributes) -> accept(attributes, answer);
      case OfferedKeys.Mikey _ -> throw new IllegalStateException("keys of another protocol");
    };
  }

  private static Result accept(List<CryptoAttribute> offered, PeerStream answer) {
    List<CryptoLine> lines = read(answer.stream());
    // RFC 4568 5.3: an accepted stream without a crypto line: "negotiation ... MUST fail"
    if (lines.isEmpty()) return new Result.Objected(noKeys(Role.OFFERER, answer));
    // RFC 4568 6: these lines "MUST only be used with the SRTP transport"
    if (!answer.stream().proto().equals(Answer.SECURE)) {
      return bad(answer.stream().proto(), Answer.SECURE);
    }
    List<CryptoAttribute> known = new ArrayList<>();
    for (CryptoLine line : lines) {
      if (line instanceof CryptoLine.Known(var attribute)) known.add(attribute);
    }
    if (known.size() < lines.size()) return bad(names(lines), "one crypto line of the offer");
    return switch (CryptoAnswer.judge(offered, known)) {
      case CryptoAnswer.Refused(var clause, var reason) -> bad(reason, "keys by " + clause);
      case CryptoAnswer.Agreed(var own, var peer) ->
          isUsable(own) && isUsable(peer)
              ? new Result.Agreed(new SecurityChoice.Sdes(Role.OFFERER, own, peer), Lines.NONE)
              : bad("unsupported parameters", "those of the offer");
    };
  }

  private static Result bad(String given, String required) {
    return new Result.Objected(Refusal.ofAnswer(Kind.BAD_KEYS, given, required));
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
                  case CryptoLine.Known(var attribute) when isWeakened(attribute) ->
                      attribute.suiteName() + " without encryption or authentication";
                  case CryptoLine.Known(var attribute) -> attribute.suiteName();
                  case CryptoLine.UnknownSuite(_, var suite) -> suite;
                  case CryptoLine.Malformed(_, var reason, _) -> "a bad line (" + reason + ")";
                })
        .collect(Collectors.joining(", "));
  }
}
