package ringfence.adapter.call;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import ringfence.media.negotiation.KeyManagement;
import ringfence.media.negotiation.Negotiation;
import ringfence.media.negotiation.Outcome;
import ringfence.media.negotiation.SecurityPolicy;
import ringfence.media.negotiation.SecurityPolicy.Mode;
import ringfence.mikey.PreSharedKey;
import ringfence.mikey.ReplayCache;
import ringfence.sdp.Parsed;
import ringfence.sdp.SessionDescription;
import ringfence.srtp.ProtectionProfile;
import ringfence.srtp.SrtpPolicy;

/// Who takes part in the calls of the policy table, by what the table calls them.
final class Parties {
  private static final String LF = "\r\n";
  private static final String KEY = "inline:3DLcDzn3MZTqCGVr5ycdaVmu/8pv1e6pKYy6UyK2";
  private static final String CRYPTO = "a=crypto:1 AES_CM_128_HMAC_SHA1_80 " + KEY + LF;

  private Parties() {}

  /// The policies of a unit.
  static Map<String, SecurityPolicy> units() {
    Map<String, SecurityPolicy> units = new LinkedHashMap<>();
    units.put("Unsecure", SecurityPolicy.UNSECURE);
    units.put("Secure, SDES", SecurityPolicy.SECURE);
    units.put("Secure, MIKEY", mikey(Mode.SECURE));
    units.put("Secure with fallback, SDES", SecurityPolicy.SECURE_WITH_FALLBACK);
    units.put("Secure with fallback, MIKEY", mikey(Mode.SECURE_WITH_FALLBACK));
    return units;
  }

  static SecurityPolicy mikey(Mode mode) {
    var policy = SrtpPolicy.of(ProtectionProfile.AES_CM_128_HMAC_SHA1_80);
    var management =
        new KeyManagement.Mikey(PreSharedKey.ofText("shared"), new ReplayCache(100), policy);
    return new SecurityPolicy(mode, management, false);
  }

  /// Other phones that call.
  static Map<String, Speaker> callers() {
    Map<String, Speaker> callers = new LinkedHashMap<>();
    callers.put("RTP/SAVP with keys by SDES and by MIKEY", new BothKeys());
    callers.put("RTP/SAVP without keys", new Rewriting(SecurityPolicy.SECURE, Parties::keyless));
    callers.put("RTP/AVP with keys by SDES (RFC 8643)", new Opportunistic());
    callers.put("RTP/AVP, then RTP/SAVP with keys by SDES", new PlainFirst());
    return callers;
  }

  /// Other phones that are called.
  static Map<String, Speaker> callees() {
    Map<String, Speaker> callees = new LinkedHashMap<>();
    callees.put("takes RTP/SAVP and gives no key", new Scripted(line -> ""));
    callees.put(
        "takes RTP/SAVP and gives a key by the other protocol",
        new Scripted(offer -> offer.contains("a=crypto") ? "a=key-mgmt:mikey AAAA" + LF : CRYPTO));
    callees.put("takes RTP/AVP and gives a key that nobody asked for", new KeyUnasked());
    return callees;
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String keyless(String text) {
    return text.lines()
        .filter(line -> !line.startsWith("a=crypto"))
        .collect(Collectors.joining(LF, "", LF));
  }

  /// Offers what a unit does, rewritten.
  private record Rewriting(SecurityPolicy policy, Function<String, String> way) implements Speaker {
    @Override
    public byte[] offer(boolean hold, Instant now) {
      return bytes(way.apply(text(Line.unit(policy, true).offer(hold, now))));
    }

    @Override
    public Outcome offered(byte[] offer, Instant now) {
      throw new AssertionError("nobody offers this one anything");
    }

    @Override
    public Outcome answered(byte[] answer) {
      throw new AssertionError("nobody can accept this: " + text(answer));
    }
  }

  private abstract static class Caller implements Speaker {
    final Negotiation sdes = Line.negotiation(SecurityPolicy.SECURE, true);

    @Override
    public Outcome offered(byte[] offer, Instant now) {
      throw new AssertionError("nobody offers this one anything");
    }
  }

  private static final class BothKeys extends Caller {
    private final Negotiation mikey = Line.negotiation(Parties.mikey(Mode.SECURE), true);

    @Override
    public byte[] offer(boolean hold, Instant now) {
      String lines =
          text(sdes.offer(hold, now).description().toBytes())
              .lines()
              .filter(line -> line.startsWith("a=crypto"))
              .collect(Collectors.joining(LF, "", LF));
      return bytes(text(mikey.offer(hold, now).description().toBytes()) + lines);
    }

    @Override
    public Outcome answered(byte[] answer) {
      boolean bySdes = text(answer).contains("a=crypto");
      return bySdes ? sdes.answered(answer) : mikey.answered(answer);
    }
  }

  private static final class Opportunistic extends Caller {
    private final Negotiation plain = Line.negotiation(SecurityPolicy.UNSECURE, true);

    @Override
    public byte[] offer(boolean hold, Instant now) {
      plain.offer(hold, now);
      String offer = text(sdes.offer(hold, now).description().toBytes());
      return bytes(offer.replace("RTP/SAVP", "RTP/AVP"));
    }

    @Override
    public Outcome answered(byte[] answer) {
      String text = text(answer);
      if (!text.contains("a=crypto")) return plain.answered(answer);
      return sdes.answered(bytes(text.replace("RTP/AVP", "RTP/SAVP")));
    }
  }

  private static final class PlainFirst extends Caller {
    private final Negotiation both = Line.negotiation(SecurityPolicy.SECURE_WITH_FALLBACK, true);

    @Override
    public byte[] offer(boolean hold, Instant now) {
      return bytes(swapped(text(both.offer(hold, now).description().toBytes())));
    }

    @Override
    public Outcome answered(byte[] answer) {
      return both.answered(bytes(swapped(text(answer))));
    }

    private static String swapped(String text) {
      List<String> parts = List.of(text.split("(?=m=)"));
      return parts.get(0) + parts.get(2) + parts.get(1);
    }
  }

  /// Accepts the first stream as it stands, with lines of its own.
  private record Scripted(Function<String, String> keys) implements Speaker {
    @Override
    public byte[] offer(boolean hold, Instant now) {
      throw new AssertionError("this one only answers");
    }

    @Override
    public Outcome offered(byte[] offer, Instant now) {
      String text = text(offer);
      String plain =
          text.lines()
              .filter(line -> !line.startsWith("a=crypto") && !line.startsWith("a=key-mgmt"))
              .collect(Collectors.joining(LF, "", LF))
              .replace("RTP/SAVP", "RTP/AVP");
      var outcome = Line.unit(SecurityPolicy.UNSECURE, false).offered(bytes(plain), now);
      if (!(outcome instanceof Outcome.Agreed(var local, var plan, var dropped))) return outcome;
      if (!text.contains("RTP/SAVP")) return outcome;
      String answer = local.toString().replaceFirst("RTP/AVP", "RTP/SAVP");
      int next = answer.indexOf("m=", answer.indexOf("m=") + 1);
      int end = next < 0 ? answer.length() : next;
      String keyed = answer.substring(0, end) + keys.apply(text) + answer.substring(end);
      return new Outcome.Agreed(parsed(keyed), plan, dropped);
    }

    @Override
    public Outcome answered(byte[] answer) {
      throw new AssertionError("this one only answers");
    }
  }

  private static SessionDescription parsed(String text) {
    return ((Parsed.Description) SessionDescription.parse(text)).description();
  }

  private static final class KeyUnasked implements Speaker {
    private final Speaker plain = Line.unit(SecurityPolicy.UNSECURE, false);

    @Override
    public byte[] offer(boolean hold, Instant now) {
      return plain.offer(hold, now);
    }

    @Override
    public Outcome offered(byte[] offer, Instant now) {
      var outcome = plain.offered(offer, now);
      if (!(outcome instanceof Outcome.Agreed(var local, var plan, var dropped))) return outcome;
      return new Outcome.Agreed(parsed(local + CRYPTO), plan, dropped);
    }

    @Override
    public Outcome answered(byte[] answer) {
      return plain.answered(answer);
    }
  }
}
