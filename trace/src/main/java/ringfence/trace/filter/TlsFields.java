package ringfence.trace.filter;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ringfence.trace.decode.Content;
import ringfence.trace.decode.Row;
import ringfence.trace.tls.Alert;
import ringfence.trace.tls.CipherSuite;
import ringfence.trace.tls.HandshakeMessage;
import ringfence.trace.tls.HandshakeMessage.ClientHello;
import ringfence.trace.tls.HandshakeMessage.ServerHello;
import ringfence.trace.tls.TlsEvent;

/// The fields of TLS, as far as its records can be read: in clear, or with the secrets of the
/// connection.
final class TlsFields {
  static final Map<String, Field> ALL =
      Map.ofEntries(
          handshake("tls.handshake.type", it -> IntStream.of(type(it))),
          handshake("tls.handshake.version", it -> version(it.message())),
          handshake("tls.handshake.ciphersuite", it -> suites(it.message())),
          Map.entry("tls.handshake.extensions_server_name", new Field(TlsFields::names, Kind.TEXT)),
          alert("tls.alert_message.level", Alert::level),
          alert("tls.alert_message.desc", Alert::description));

  private TlsFields() {}

  private static Map.Entry<String, Field> handshake(
      String name, Function<TlsEvent.Handshake, IntStream> value) {
    return Map.entry(
        name,
        new Field(
            row ->
                handshakes(row).flatMap(it -> value.apply(it).mapToObj(Integer::toString)).toList(),
            Kind.NUMBER));
  }

  private static Map.Entry<String, Field> alert(String name, ToIntFunction<Alert> value) {
    return Map.entry(
        name,
        new Field(
            row -> alerts(row).map(it -> Integer.toString(value.applyAsInt(it))).toList(),
            Kind.NUMBER));
  }

  private static Stream<TlsEvent> events(Row row) {
    return row.content() instanceof Content.Tls tls ? tls.events().stream() : Stream.empty();
  }

  private static Stream<TlsEvent.Handshake> handshakes(Row row) {
    return events(row)
        .flatMap(it -> it instanceof TlsEvent.Handshake found ? Stream.of(found) : Stream.empty());
  }

  private static Stream<Alert> alerts(Row row) {
    return events(row)
        .flatMap(
            it -> it instanceof TlsEvent.AlertSent sent ? Stream.of(sent.alert()) : Stream.empty());
  }

  /// RFC 8446 4: a handshake message begins with its type.
  private static int type(TlsEvent.Handshake handshake) {
    return handshake.octets().toArray()[0] & 0xFF;
  }

  private static IntStream version(HandshakeMessage message) {
    if (message instanceof ClientHello hello) return IntStream.of(hello.legacyVersion().code());
    return message instanceof ServerHello hello
        ? IntStream.of(hello.legacyVersion().code())
        : IntStream.empty();
  }

  private static IntStream suites(HandshakeMessage message) {
    if (message instanceof ClientHello hello) {
      return hello.cipherSuites().stream().mapToInt(CipherSuite::code);
    }
    return message instanceof ServerHello hello
        ? IntStream.of(hello.cipherSuite().code())
        : IntStream.empty();
  }

  private static List<String> names(Row row) {
    return handshakes(row)
        .flatMap(
            it ->
                it.message() instanceof ClientHello hello
                    ? hello.extensions().serverName().stream()
                    : Stream.empty())
        .toList();
  }
}
