package ringfence.trace.filter;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import ringfence.sip.message.Contact;
import ringfence.sip.message.Header;
import ringfence.sip.message.MalformedHeaderException;
import ringfence.sip.message.NameAddr;
import ringfence.sip.message.SipMessage;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.SipUri;
import ringfence.sip.message.Uri;
import ringfence.sip.message.Via;
import ringfence.trace.decode.Content;
import ringfence.trace.decode.Row;

/// The fields of SIP messages. Those with Wireshark's names have parts as they are written, those
/// with short ones what they mean.
final class SipFields {
  static final Map<String, Field> ALL =
      Map.ofEntries(
          of("sip", Kind.MESSAGE, SipFields::whole),
          of("sip.Method", Kind.TEXT, SipFields::method),
          of("method", Kind.WORD, SipFields::method),
          of("sip.Status-Code", Kind.NUMBER, SipFields::status),
          of("status", Kind.NUMBER, SipFields::status),
          of("sip.Call-ID", Kind.TEXT, it -> List.of(it.callId())),
          of("call-id", Kind.WORD, it -> List.of(it.callId())),
          of("sip.CSeq", Kind.TEXT, it -> lines(it, Header.CSEQ)),
          of("sip.CSeq.seq", Kind.NUMBER, it -> List.of(Long.toString(it.cseq().number()))),
          of("sip.CSeq.method", Kind.TEXT, it -> List.of(it.cseq().method().toString())),
          of("sip.From", Kind.TEXT, it -> lines(it, Header.FROM)),
          of("sip.from.addr", Kind.TEXT, it -> address(it.from())),
          of("sip.from.user", Kind.TEXT, it -> user(it.from().uri())),
          of("sip.from.host", Kind.TEXT, it -> host(it.from().uri())),
          of("sip.from.tag", Kind.TEXT, it -> it.from().tag().stream().toList()),
          of("sip.To", Kind.TEXT, it -> lines(it, Header.TO)),
          of("sip.to.addr", Kind.TEXT, it -> address(it.to())),
          of("sip.to.user", Kind.TEXT, it -> user(it.to().uri())),
          of("sip.to.host", Kind.TEXT, it -> host(it.to().uri())),
          of("sip.to.tag", Kind.TEXT, it -> it.to().tag().stream().toList()),
          of("sip.r-uri", Kind.TEXT, it -> uri(it).map(Uri::toString).toList()),
          of(
              "sip.r-uri.user",
              Kind.TEXT,
              it -> uri(it).flatMap(at -> called(at).stream()).toList()),
          of("sip.r-uri.host", Kind.TEXT, it -> uri(it).flatMap(at -> host(at).stream()).toList()),
          of("sip.Contact", Kind.TEXT, it -> lines(it, Header.CONTACT)),
          of("sip.contact.uri", Kind.TEXT, it -> contacts(it).map(Uri::toString).toList()),
          of("sip.User-Agent", Kind.TEXT, it -> lines(it, Header.USER_AGENT)),
          of("sip.Server", Kind.TEXT, it -> lines(it, Header.SERVER)),
          of("sip.Via.branch", Kind.TEXT, SipFields::branches),
          of("user", Kind.WORD, SipFields::users),
          Map.entry("call", new Field(SipFields::call, Kind.WORD)));

  private SipFields() {}

  private static Map.Entry<String, Field> of(
      String name, Kind kind, Function<SipMessage, List<String>> values) {
    return Map.entry(
        name,
        new Field(
            row -> row.content() instanceof Content.Sip sip ? readable(sip, values) : List.of(),
            kind));
  }

  private static List<String> readable(Content.Sip sip, Function<SipMessage, List<String>> values) {
    try {
      return values.apply(sip.message());
    } catch (MalformedHeaderException _) {
      return List.of();
    }
  }

  private static List<String> whole(SipMessage message) {
    return List.of(new String(message.toBytes(), StandardCharsets.UTF_8));
  }

  private static List<String> method(SipMessage message) {
    return message instanceof SipRequest request ? List.of(request.method().toString()) : List.of();
  }

  private static List<String> status(SipMessage message) {
    return message instanceof SipResponse response
        ? List.of(response.status().toString())
        : List.of();
  }

  private static List<String> lines(SipMessage message, Header<?> header) {
    return message.headers().fields(header).stream().map(it -> it.value()).toList();
  }

  private static List<String> address(NameAddr party) {
    return party.uri() instanceof SipUri uri ? List.of(uri.toString()) : List.of();
  }

  private static List<String> user(Uri uri) {
    return uri instanceof SipUri sip ? sip.user().stream().toList() : List.of();
  }

  /// The user of a Request-URI, which Wireshark shows with a password.
  private static Optional<String> called(Uri uri) {
    if (!(uri instanceof SipUri sip)) return Optional.empty();
    return sip.user().map(it -> it + sip.password().map(":"::concat).orElse(""));
  }

  private static List<String> host(Uri uri) {
    return uri instanceof SipUri sip ? List.of(sip.host().host()) : List.of();
  }

  private static Stream<Uri> uri(SipMessage message) {
    return message instanceof SipRequest request ? Stream.of(request.uri()) : Stream.empty();
  }

  private static Stream<Uri> contacts(SipMessage message) {
    return message.headers().all(Header.CONTACT).stream()
        .flatMap(it -> it instanceof Contact.Address at ? Stream.of(at.uri()) : Stream.empty());
  }

  private static List<String> branches(SipMessage message) {
    return message.headers().all(Header.VIA).stream()
        .map(Via::branch)
        .flatMap(Optional::stream)
        .toList();
  }

  private static List<String> users(SipMessage message) {
    Stream<Uri> all =
        Stream.concat(Stream.of(message.from().uri(), message.to().uri()), uri(message));
    return all.flatMap(it -> it instanceof SipUri sip ? sip.userText().stream() : Stream.empty())
        .toList();
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
}
