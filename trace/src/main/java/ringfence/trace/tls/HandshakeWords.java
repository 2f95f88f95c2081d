package ringfence.trace.tls;

import java.util.List;
import ringfence.trace.tls.HandshakeMessage.CertificateMessage;
import ringfence.trace.tls.HandshakeMessage.CertificateRequest;
import ringfence.trace.tls.HandshakeMessage.CertificateStatus;
import ringfence.trace.tls.HandshakeMessage.CertificateVerify;
import ringfence.trace.tls.HandshakeMessage.ClientHello;
import ringfence.trace.tls.HandshakeMessage.ClientKeyExchange;
import ringfence.trace.tls.HandshakeMessage.EncryptedExtensions;
import ringfence.trace.tls.HandshakeMessage.EndOfEarlyData;
import ringfence.trace.tls.HandshakeMessage.Finished;
import ringfence.trace.tls.HandshakeMessage.HelloRequest;
import ringfence.trace.tls.HandshakeMessage.KeyUpdate;
import ringfence.trace.tls.HandshakeMessage.Malformed;
import ringfence.trace.tls.HandshakeMessage.NewSessionTicket;
import ringfence.trace.tls.HandshakeMessage.Other;
import ringfence.trace.tls.HandshakeMessage.ServerHello;
import ringfence.trace.tls.HandshakeMessage.ServerHelloDone;
import ringfence.trace.tls.HandshakeMessage.ServerKeyExchange;

/// A handshake message in words: one line for a list, and its fields one a line.
public final class HandshakeWords {
  private HandshakeWords() {}

  /// The name of the message with what matters most of it.
  public static String line(HandshakeMessage message) {
    return switch (message) {
      case HelloRequest _ -> "Hello Request";
      case ClientHello hello -> "Client Hello" + clientHello(hello);
      case ServerHello hello when hello.isRetry() -> "Hello Retry Request" + serverHello(hello);
      case ServerHello hello -> "Server Hello" + serverHello(hello);
      case NewSessionTicket _ -> "New Session Ticket";
      case EndOfEarlyData _ -> "End of Early Data";
      case EncryptedExtensions _ -> "Encrypted Extensions";
      case CertificateMessage(var chain) -> "Certificate, " + subject(chain);
      case ServerKeyExchange _ -> "Server Key Exchange";
      case CertificateRequest _ -> "Certificate Request";
      case ServerHelloDone _ -> "Server Hello Done";
      case CertificateVerify _ -> "Certificate Verify";
      case ClientKeyExchange _ -> "Client Key Exchange";
      case Finished _ -> "Finished";
      case CertificateStatus _ -> "Certificate Status";
      case KeyUpdate _ -> "Key Update";
      case Other(var type, _) -> "Handshake message " + type;
      case Malformed(var type, var reason) -> "Handshake message %d: %s".formatted(type, reason);
    };
  }

  private static String clientHello(ClientHello hello) {
    String name = hello.extensions().serverName().map(each -> ", SNI=" + each).orElse("");
    String session = Resumption.wanted(hello).map(_ -> ", asks to resume a session").orElse("");
    return ", up to " + hello.highestVersion() + name + session;
  }

  private static String serverHello(ServerHello hello) {
    return ", %s, %s".formatted(hello.version(), hello.cipherSuite());
  }

  private static String subject(List<CertificateEntry> chain) {
    if (chain.isEmpty()) return "none";
    return chain
        .getFirst()
        .certificate()
        .map(each -> each.getSubjectX500Principal().toString())
        .orElse("no X.509");
  }

  /// What the message says, field by field.
  public static List<String> fields(HandshakeMessage message) {
    return switch (message) {
      case ClientHello hello -> fields(hello);
      case ServerHello hello -> fields(hello);
      case EncryptedExtensions(var extensions) -> fields(extensions);
      case CertificateMessage(var chain) ->
          chain.stream().map(each -> "certificate: " + each).toList();
      case CertificateRequest request -> fields(request);
      case NewSessionTicket(var seconds, var ticket) ->
          List.of("lifetime: " + seconds + " s", "ticket: " + ticket.length() + " octets");
      case KeyUpdate(var answerWanted) ->
          List.of("answer wanted: " + (answerWanted ? "yes" : "no"));
      case Other(_, var length) -> List.of("length: " + length);
      case Malformed(_, var reason) -> List.of("reason: " + reason);
      case HelloRequest _,
          EndOfEarlyData _,
          ServerKeyExchange _,
          ServerHelloDone _,
          CertificateVerify _,
          ClientKeyExchange _,
          Finished _,
          CertificateStatus _ ->
          List.of();
    };
  }

  private static List<String> fields(ClientHello hello) {
    Extensions extensions = hello.extensions();
    return new FieldLines()
        .with("version", hello.legacyVersion())
        .with("random", hello.random().hex())
        .with("session id", hello.sessionId().hex())
        .with("cipher suites", hello.cipherSuites())
        .with("server name", extensions.serverName().orElse(""))
        .with("asks to resume by", Resumption.wanted(hello).map(Object::toString).orElse(""))
        .with("supported versions", extensions.offeredVersions())
        .with("application protocols", extensions.applicationProtocols())
        .with("groups", extensions.groups())
        .with("key shares", extensions.keyShareGroups())
        .with("signature algorithms", extensions.signatureAlgorithms())
        .with("extensions", extensions.names())
        .lines();
  }

  private static List<String> fields(ServerHello hello) {
    return new FieldLines()
        .with("version", hello.version())
        .with("random", hello.random().hex())
        .with("session id", hello.sessionId().hex())
        .with("cipher suite", hello.cipherSuite())
        .with("key share", hello.extensions().keyShareGroup().orElse(""))
        .with("application protocol", hello.extensions().applicationProtocols())
        .with("extensions", hello.extensions().names())
        .lines();
  }

  private static List<String> fields(Extensions extensions) {
    return new FieldLines()
        .with("application protocol", extensions.applicationProtocols())
        .with("extensions", extensions.names())
        .lines();
  }

  private static List<String> fields(CertificateRequest request) {
    return new FieldLines()
        .with("authorities", request.authorities())
        .with("signature algorithms", request.signatureAlgorithms())
        .lines();
  }
}
