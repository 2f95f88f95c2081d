package ringfence.media.negotiation;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import ringfence.sdp.Parsed;
import ringfence.sdp.SessionDescription;

/// Units, descriptions and outcomes that the tests of negotiation share.
final class Descriptions {
  static final Instant NOW = Instant.parse("2026-11-25T20:00:00Z");
  static final String KEY = "inline:3DLcDzn3MZTqCGVr5ycdaVmu/8pv1e6pKYy6UyK2";
  static final String SAVP = "m=audio 4000 RTP/SAVP 8";
  static final String AVP = "m=audio 4002 RTP/AVP 0 8";
  static final String SUITE_80 = "a=crypto:1 AES_CM_128_HMAC_SHA1_80 " + KEY;

  private Descriptions() {}

  static MediaSettings settings(SecurityPolicy policy) {
    return MediaSettings.of(InetAddress.ofLiteral("192.168.120.30"), 5004, policy);
  }

  static Negotiation unit(SecurityPolicy policy) {
    return new Negotiation(settings(policy), new Random(3264));
  }

  static Negotiation peer(SecurityPolicy policy) {
    var settings = MediaSettings.of(InetAddress.ofLiteral("192.168.120.12"), 6000, policy);
    return new Negotiation(settings, new Random(1));
  }

  static Outcome.Agreed agreed(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Agreed agreed -> agreed;
      case Outcome.Refused refused -> throw new AssertionError(refused.reasons().toString());
    };
  }

  static Refusal refused(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Agreed agreed -> throw new AssertionError(agreed.local().toString());
      case Outcome.Refused refused -> refused.reason();
    };
  }

  static SessionDescription parse(String text) {
    return switch (SessionDescription.parse(text)) {
      case Parsed.Description(var description) -> description;
      case Parsed.Malformed malformed -> throw new AssertionError(malformed.toString());
    };
  }

  /// A description of another phone with these lines from the first `m=` on.
  static SessionDescription description(String... mediaLines) {
    return description(1, mediaLines);
  }

  static SessionDescription description(int version, String... mediaLines) {
    return parse(
        "v=0\r\no=- 7 "
            + version
            + " IN IP4 192.0.2.9\r\ns=-\r\nc=IN IP4 192.0.2.9\r\nt=0 0\r\n"
            + String.join("\r\n", mediaLines));
  }

  static List<String> lines(SessionDescription description) {
    return description.media().stream().map(it -> it.line().toString()).toList();
  }

  /// Both agree on a call that the first offers.
  static void connect(Negotiation caller, Negotiation callee) {
    exchange(caller, callee, false);
  }

  static void exchange(Negotiation caller, Negotiation callee, boolean hold) {
    var offer = caller.offer(hold, NOW).description();
    agreed(caller.answered(agreed(callee.offered(offer.toBytes(), NOW)).local().toBytes()));
  }
}
