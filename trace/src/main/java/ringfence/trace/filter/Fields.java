package ringfence.trace.filter;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import ringfence.sip.message.MalformedHeaderException;
import ringfence.sip.message.SipMessage;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.SipUri;
import ringfence.sip.message.Uri;
import ringfence.trace.decode.Content;
import ringfence.trace.decode.Row;
import ringfence.trace.filter.Field.Kind;

/// The fields that filters know, by the names that Wireshark gives them and by short ones.
final class Fields {
  private Fields() {}

  static Optional<Field> named(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return address(lower).or(() -> sip(lower)).or(() -> other(lower));
  }

  private static Optional<Field> address(String name) {
    return switch (name) {
      case "ip.addr", "ipv6.addr", "address" ->
          field(Kind.ADDRESS, row -> List.of(host(row.source()), host(row.destination())));
      case "ip.src", "ipv6.src" -> field(Kind.ADDRESS, row -> List.of(host(row.source())));
      case "ip.dst", "ipv6.dst" -> field(Kind.ADDRESS, row -> List.of(host(row.destination())));
      case "tcp.port" -> field(Kind.NUMBER, row -> row.isTcp() ? ports(row) : List.of());
      case "udp.port" -> field(Kind.NUMBER, row -> row.isUdp() ? ports(row) : List.of());
      case "port" -> field(Kind.NUMBER, Fields::ports);
      default -> Optional.empty();
    };
  }

  private static Optional<Field> sip(String name) {
    return switch (name) {
      case "sip.method", "method" -> sip(Kind.TEXT, Fields::method);
      case "sip.cseq.method" -> sip(Kind.TEXT, it -> List.of(it.cseq().method().toString()));
      case "sip.status-code", "status" -> sip(Kind.NUMBER, Fields::status);
      case "sip.call-id", "call-id" -> sip(Kind.TEXT, it -> List.of(it.callId()));
      case "sip.from.user" -> sip(Kind.TEXT, it -> user(it.from().uri()));
      case "sip.to.user" -> sip(Kind.TEXT, it -> user(it.to().uri()));
      case "sip.r-uri" -> sip(Kind.TEXT, it -> uri(it).stream().map(Uri::toString).toList());
      case "sip.r-uri.user" ->
          sip(Kind.TEXT, it -> uri(it).stream().flatMap(at -> user(at).stream()).toList());
      case "user" -> sip(Kind.TEXT, Fields::users);
      case "call" -> field(Kind.TEXT, Fields::call);
      default -> Optional.empty();
    };
  }

  private static Optional<Field> other(String name) {
    return switch (name) {
      case "frame.number" -> field(Kind.NUMBER, row -> List.of(Long.toString(row.number())));
      case "tcp.stream" ->
          field(Kind.NUMBER, row -> row.tcpStream().stream().mapToObj(Integer::toString).toList());
      case "rtp.ssrc" -> rtp(it -> it.header().ssrc().value());
      case "rtp.p_type" -> rtp(it -> (long) it.header().payloadType());
      case "rtp.seq" -> rtp(it -> (long) it.header().sequenceNumber().value());
      case "_ws.col.protocol", "protocol" ->
          field(Kind.TEXT, row -> List.of(row.content().protocol()));
      case "_ws.col.info", "info" -> field(Kind.TEXT, row -> List.of(row.content().info()));
      default -> Optional.empty();
    };
  }

  private static Optional<Field> field(Kind kind, Function<Row, List<String>> values) {
    return Optional.of(new Field(values, kind));
  }

  private static Optional<Field> sip(Kind kind, Function<SipMessage, List<String>> values) {
    return field(
        kind, row -> row.content() instanceof Content.Sip sip ? readable(sip, values) : List.of());
  }

  private static List<String> readable(Content.Sip sip, Function<SipMessage, List<String>> values) {
    try {
      return values.apply(sip.message());
    } catch (MalformedHeaderException _) {
      return List.of();
    }
  }

  private static Optional<Field> rtp(Function<Content.Rtp, Long> value) {
    return field(
        Kind.NUMBER,
        row ->
            row.content() instanceof Content.Rtp rtp
                ? List.of(value.apply(rtp).toString())
                : List.of());
  }

  private static String host(InetSocketAddress address) {
    return address.getAddress().getHostAddress();
  }

  private static List<String> ports(Row row) {
    return List.of(
        Integer.toString(row.source().getPort()), Integer.toString(row.destination().getPort()));
  }

  private static List<String> method(SipMessage message) {
    return message instanceof SipRequest request ? List.of(request.method().toString()) : List.of();
  }

  private static List<String> status(SipMessage message) {
    return message instanceof SipResponse response
        ? List.of(response.status().toString())
        : List.of();
  }

  /// The Call-ID of a message, and of the calls that described a packet's ports.
  private static List<String> call(Row row) {
    return switch (row.content()) {
      case Content.Sip sip -> List.of(sip.message().callId());
      case Content.Rtp rtp -> rtp.calls();
      case Content.Rtcp rtcp -> rtcp.calls();
      case Content.Tls _,
          Content.Tcp _,
          Content.KeepAlive _,
          Content.Other _,
          Content.Malformed _ ->
          List.of();
    };
  }

  private static Optional<Uri> uri(SipMessage message) {
    return message instanceof SipRequest request ? Optional.of(request.uri()) : Optional.empty();
  }

  private static List<String> user(Uri uri) {
    return uri instanceof SipUri sip ? sip.userText().stream().toList() : List.of();
  }

  private static List<String> users(SipMessage message) {
    Stream<Uri> all =
        Stream.concat(Stream.of(message.from().uri(), message.to().uri()), uri(message).stream());
    return all.flatMap(it -> user(it).stream()).toList();
  }
}
