package ringfence.trace.filter;

import java.util.Locale;
import java.util.Optional;
import ringfence.trace.capture.Carrier;
import ringfence.trace.decode.Content;
import ringfence.trace.decode.Row;
import ringfence.trace.tls.TlsEvent;

/// The protocols that filters know by name alone. What was inside TLS is TLS too, so that `ssl`
/// shows the SIP messages, as in the vendor's notes.
final class Protocols {
  private Protocols() {}

  static Optional<Filter> named(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "sip" -> of(row -> row.content().protocol().startsWith("SIP"));
      case "sdp" ->
          of(row -> row.content() instanceof Content.Sip sip && sip.session().isPresent());
      case "mikey" -> of(row -> row.content().protocol().endsWith("MIKEY"));
      case "tls", "ssl" -> of(Protocols::isTls);
      case "tls.resumed" -> of(Protocols::isResumed);
      case "tcp" -> of(Row::isTcp);
      case "udp" -> of(Row::isUdp);
      case "rtp" -> of(row -> row.content() instanceof Content.Rtp);
      case "srtp" -> of(row -> row.content().protocol().equals("SRTP"));
      case "srtcp" -> of(row -> row.content().protocol().equals("SRTCP"));
      case "rtcp" -> of(row -> row.content() instanceof Content.Rtcp);
      case "udptl", "arp", "icmp" -> of(row -> row.content().protocol().equalsIgnoreCase(name));
      case "malformed", "_ws.malformed" -> of(row -> row.content() instanceof Content.Malformed);
      default -> Optional.empty();
    };
  }

  private static Optional<Filter> of(Filter filter) {
    return Optional.of(filter);
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
