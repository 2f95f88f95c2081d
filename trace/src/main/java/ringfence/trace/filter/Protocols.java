package ringfence.trace.filter;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import ringfence.trace.capture.Carrier;
import ringfence.trace.decode.Content;
import ringfence.trace.decode.Row;
import ringfence.trace.tls.TlsEvent;

/// The protocols that filters know by name alone. What was inside TLS is TLS too, so that `ssl`
/// shows the SIP messages, as in the vendor's notes.
final class Protocols {
  private static final Map<String, Filter> KNOWN = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  static {
    KNOWN.put("frame", Filter.ALL);
    KNOWN.put("ip", row -> Ends.all(row).anyMatch(Ends::isFour));
    KNOWN.put("ipv6", row -> Ends.all(row).anyMatch(it -> !it.isFour()));
    KNOWN.put("sip", row -> row.content().protocol().startsWith("SIP"));
    KNOWN.put("sdp", row -> row.content() instanceof Content.Sip sip && sip.session().isPresent());
    KNOWN.put("mikey", row -> row.content().protocol().endsWith("MIKEY"));
    KNOWN.put("tls", Protocols::isTls);
    KNOWN.put("ssl", Protocols::isTls);
    KNOWN.put("tls.resumed", Protocols::isResumed);
    KNOWN.put("tcp", row -> Ends.of(row, Ends.TCP).findAny().isPresent());
    KNOWN.put("udp", row -> Ends.of(row, Ends.UDP).findAny().isPresent());
    KNOWN.put("rtp", row -> row.content() instanceof Content.Rtp);
    KNOWN.put("srtp", row -> row.content().protocol().equals("SRTP"));
    KNOWN.put("srtcp", row -> row.content().protocol().equals("SRTCP"));
    KNOWN.put("rtcp", row -> row.content() instanceof Content.Rtcp);
    KNOWN.put("udptl", row -> row.content().protocol().equals("UDPTL"));
    KNOWN.put("arp", row -> row.content().protocol().equals("ARP"));
    KNOWN.put("icmp", row -> isIcmp(row, 1));
    KNOWN.put("icmpv6", row -> isIcmp(row, 58));
    KNOWN.put("malformed", row -> row.content() instanceof Content.Malformed);
    KNOWN.put("_ws.malformed", row -> row.content() instanceof Content.Malformed);
  }

  private Protocols() {}

  static Optional<Filter> named(String name) {
    return Optional.ofNullable(KNOWN.get(name));
  }

  static Set<String> names() {
    return KNOWN.keySet();
  }

  private static boolean isIcmp(Row row, int protocol) {
    return row.content() instanceof Content.Other other
        && other.protocol().equals("ICMP")
        && other.ipProtocol().orElse(0) == protocol;
  }

  private static boolean isTls(Row row) {
    return row.content() instanceof Content.Tls
        || carrier(row).filter(it -> it == Carrier.TLS).isPresent();
  }

  private static boolean isResumed(Row row) {
    return row.content() instanceof Content.Tls(_, var events)
        && events.stream().anyMatch(TlsEvent.Resumed.class::isInstance);
  }

  private static Optional<Carrier> carrier(Row row) {
    return switch (row.content()) {
      case Content.Sip sip -> Optional.of(sip.carrier());
      case Content.KeepAlive alive -> Optional.of(alive.carrier());
      case Content.Tls _,
          Content.Tcp _,
          Content.Rtp _,
          Content.Rtcp _,
          Content.Other _,
          Content.Malformed _ ->
          Optional.empty();
    };
  }
}
