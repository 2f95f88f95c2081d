package ringfence.trace.tls;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// A handshake message octet by octet: RFC 8446 section 4 and RFC 5246 section 7.4. The spans cover
/// the message without a gap; where it is malformed the last span is what could not be read.
public final class HandshakeLayout {
  private final Cursor in;
  private final List<Span> spans = new ArrayList<>();

  private HandshakeLayout(Octets octets) {
    this.in = octets.cursor();
  }

  /// The spans of a message with its header.
  public static List<Span> of(TlsEvent.Handshake handshake) {
    var layout = new HandshakeLayout(handshake.octets());
    try {
      layout.message(handshake.message());
    } catch (Cursor.Overrun e) {
      layout.rest("not read", e.reason());
    }
    return List.copyOf(layout.spans);
  }

  private void message(HandshakeMessage message) {
    String line = HandshakeWords.line(message);
    int comma = line.indexOf(", ");
    take(1, "msg_type", comma < 0 ? line : line.substring(0, comma));
    number(3, "length");
    switch (message) {
      case HandshakeMessage.ClientHello hello -> hello(hello);
      case HandshakeMessage.ServerHello hello -> hello(hello);
      case HandshakeMessage.CertificateMessage(var chain) -> rest("certificate_list", words(chain));
      case HandshakeMessage.NewSessionTicket(var seconds, _) ->
          rest("ticket", "good for " + seconds + " s");
      case HandshakeMessage.Finished _ -> rest("verify_data", "");
      case HandshakeMessage.HelloRequest _,
          HandshakeMessage.EndOfEarlyData _,
          HandshakeMessage.EncryptedExtensions _,
          HandshakeMessage.ServerKeyExchange _,
          HandshakeMessage.CertificateRequest _,
          HandshakeMessage.ServerHelloDone _,
          HandshakeMessage.CertificateVerify _,
          HandshakeMessage.ClientKeyExchange _,
          HandshakeMessage.CertificateStatus _,
          HandshakeMessage.KeyUpdate _,
          HandshakeMessage.Other _,
          HandshakeMessage.Malformed _ ->
          rest("body", String.join("; ", HandshakeWords.fields(message)));
    }
  }

  private void hello(HandshakeMessage.ClientHello hello) {
    take(2, "legacy_version", hello.legacyVersion().toString());
    take(32, "random", "");
    vector(1, "session_id", "");
    vector(2, "cipher_suites", join(hello.cipherSuites()));
    vector(1, "compression_methods", "null");
    Extensions its = hello.extensions();
    extensions(its, name -> offered(name, its));
  }

  private void hello(HandshakeMessage.ServerHello hello) {
    take(2, "legacy_version", hello.legacyVersion().toString());
    take(32, "random", "");
    vector(1, "session_id", "");
    take(2, "cipher_suite", hello.cipherSuite().toString());
    take(1, "compression_method", "null");
    Extensions its = hello.extensions();
    extensions(its, name -> chosen(name, its));
  }

  /// Each extension by itself; before TLS 1.2 there may be none.
  private void extensions(Extensions extensions, UnaryOperator<String> words) {
    if (!in.hasMore()) return;
    number(2, "extensions length");
    List<String> names = extensions.names();
    for (String name : names) {
      int length = in.peekU16(2);
      take(4 + length, "extension " + name, words.apply(name));
    }
    rest("not read", "");
  }

  /// What a client offers: RFC 8446 4.2.1 and 4.2.8 have lists where a server has one of them.
  private static String offered(String name, Extensions extensions) {
    return switch (name) {
      case "key_share" -> join(extensions.keyShareGroups());
      case "supported_versions" -> join(extensions.offeredVersions());
      default -> words(name, extensions);
    };
  }

  private static String chosen(String name, Extensions extensions) {
    return switch (name) {
      case "key_share" -> extensions.keyShareGroup().orElse("");
      case "supported_versions" -> extensions.selectedVersion().map(Object::toString).orElse("");
      default -> words(name, extensions);
    };
  }

  private static String words(String name, Extensions extensions) {
    return switch (name) {
      case "server_name" -> extensions.serverName().orElse("");
      case "supported_groups" -> join(extensions.groups());
      case "signature_algorithms" -> join(extensions.signatureAlgorithms());
      case "application_layer_protocol_negotiation" -> join(extensions.applicationProtocols());
      default -> "";
    };
  }

  private static String words(List<CertificateEntry> chain) {
    return String.join("\n", chain.stream().map(Object::toString).toList());
  }

  private static String join(List<?> values) {
    return String.join(", ", values.stream().map(Object::toString).toList());
  }

  /// Octets behind a length of as many octets as said.
  private void vector(int lengthOctets, String name, String value) {
    int length = lengthOctets == 1 ? in.peekU8(0) : in.peekU16(0);
    number(lengthOctets, name + " length");
    if (length > 0) take(length, name, value);
  }

  private void number(int octets, String name) {
    Octets taken = in.octets(octets);
    spans.add(Span.of(taken, name, Integer.toString(Integer.parseInt(taken.hex(), 16))));
  }

  private void take(int octets, String name, String value) {
    spans.add(Span.of(in.octets(octets), name, value));
  }

  private void rest(String name, String value) {
    if (in.hasMore()) spans.add(Span.of(in.rest(), name, value));
  }
}
