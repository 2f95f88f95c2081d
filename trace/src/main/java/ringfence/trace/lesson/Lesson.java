package ringfence.trace.lesson;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import ringfence.sip.message.Header;
import ringfence.sip.message.Method;
import ringfence.sip.message.SipMessage;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.StatusCode;
import ringfence.trace.decode.Content;
import ringfence.trace.decode.Row;
import ringfence.trace.tls.HandshakeLayout;
import ringfence.trace.tls.HandshakeMessage;
import ringfence.trace.tls.ProtocolVersion;
import ringfence.trace.tls.Span;
import ringfence.trace.tls.TlsEvent;

/// The first TLS link of a capture, its registration and its first call, each thing told once: what
/// section 1.3 and chapter 2 of the unit's notes show, with the octets of this very capture.
public final class Lesson {
  private final Set<Stage> told = EnumSet.noneOf(Stage.class);
  private final List<Step> steps = new ArrayList<>();
  private final List<Row> connects = new ArrayList<>();
  private Optional<Link> link = Optional.empty();
  private boolean modern;

  private record Link(InetSocketAddress client, InetSocketAddress server) {
    boolean carries(Row row) {
      return (row.source().equals(client) && row.destination().equals(server))
          || (row.source().equals(server) && row.destination().equals(client));
    }
  }

  /// The next row of the capture.
  public void add(Row row) {
    switch (row.content()) {
      case Content.Tcp tcp when link.isEmpty() && tcp.flags().equals("SYN") -> remember(row);
      case Content.Tls(_, var events) -> events.forEach(event -> tls(row, event));
      case Content.Sip(var message, _, _) -> sip(row, message);
      case Content.Rtp rtp -> media(row, rtp);
      case Content.Tcp _,
          Content.KeepAlive _,
          Content.Rtcp _,
          Content.Other _,
          Content.Malformed _ -> {}
    }
  }

  /// The steps so far, in the order of the capture.
  public List<Step> steps() {
    return List.copyOf(steps);
  }

  private void remember(Row row) {
    connects.add(row);
    if (connects.size() > 1000) connects.removeFirst();
  }

  private void tls(Row row, TlsEvent event) {
    if (link.isEmpty()) begin(row, event);
    if (link.isEmpty() || !link.get().carries(row)) return;
    switch (event) {
      case TlsEvent.Handshake handshake -> handshake(row, handshake);
      case TlsEvent.Resumed _ -> tell(Stage.RESUMED, row);
      case TlsEvent.ChangeCipherSpec _ -> tell(Stage.CHANGE_CIPHER, row);
      case TlsEvent.AlertSent _,
          TlsEvent.ApplicationData _,
          TlsEvent.Heartbeat _,
          TlsEvent.Encrypted _,
          TlsEvent.Malformed _,
          TlsEvent.NotTls _,
          TlsEvent.Lost _ -> {}
    }
  }

  private void begin(Row row, TlsEvent event) {
    if (!(event instanceof TlsEvent.Handshake it)) return;
    if (!(it.message() instanceof HandshakeMessage.ClientHello)) return;
    var begun = new Link(row.source(), row.destination());
    link = Optional.of(begun);
    connects.stream().filter(begun::carries).findFirst().ifPresent(syn -> tell(Stage.CONNECT, syn));
    connects.clear();
  }

  private void handshake(Row row, TlsEvent.Handshake handshake) {
    stage(row, handshake.message())
        .filter(told::add)
        .ifPresent(stage -> steps.add(step(stage, row, HandshakeLayout.of(handshake), List.of())));
    if (handshake.message() instanceof HandshakeMessage.CertificateMessage certificates
        && told.add(Stage.CHECK)) {
      var answers = CertificateCheck.of(certificates, link.orElseThrow().server(), row.time());
      steps.add(step(Stage.CHECK, row, List.of(), answers));
    }
  }

  private Optional<Stage> stage(Row row, HandshakeMessage message) {
    boolean byServer = row.source().equals(link.orElseThrow().server());
    return switch (message) {
      case HandshakeMessage.ClientHello _ -> Optional.of(Stage.CLIENT_HELLO);
      case HandshakeMessage.ServerHello hello when !hello.isRetry() -> {
        modern = hello.version().equals(ProtocolVersion.TLS_1_3);
        yield Optional.of(modern ? Stage.SERVER_HELLO_13 : Stage.SERVER_HELLO);
      }
      case HandshakeMessage.EncryptedExtensions _ -> Optional.of(Stage.SERVER_EXTENSIONS);
      case HandshakeMessage.CertificateRequest _ -> Optional.of(Stage.CERTIFICATE_REQUEST);
      case HandshakeMessage.CertificateMessage _ when byServer -> Optional.of(Stage.CERTIFICATE);
      case HandshakeMessage.ServerKeyExchange _ -> Optional.of(Stage.SERVER_KEY);
      case HandshakeMessage.ServerHelloDone _ -> Optional.of(Stage.HELLO_DONE);
      case HandshakeMessage.ClientKeyExchange _ -> Optional.of(Stage.CLIENT_KEY);
      case HandshakeMessage.CertificateVerify _ when byServer -> Optional.of(Stage.PROOF);
      case HandshakeMessage.Finished _ -> Optional.of(Stage.FINISHED);
      case HandshakeMessage.ServerHello _,
          HandshakeMessage.CertificateMessage _,
          HandshakeMessage.CertificateVerify _,
          HandshakeMessage.HelloRequest _,
          HandshakeMessage.NewSessionTicket _,
          HandshakeMessage.EndOfEarlyData _,
          HandshakeMessage.CertificateStatus _,
          HandshakeMessage.KeyUpdate _,
          HandshakeMessage.Other _,
          HandshakeMessage.Malformed _ ->
          Optional.empty();
    };
  }

  private void sip(Row row, SipMessage message) {
    if (link.isEmpty() || !link.get().carries(row)) return;
    stage(message)
        .filter(told::add)
        .ifPresent(stage -> steps.add(step(stage, row, KeyExchange.of(row.content()), List.of())));
  }

  private static Optional<Stage> stage(SipMessage message) {
    return switch (message) {
      case SipRequest request -> request(request);
      case SipResponse response -> response(response);
    };
  }

  private static Optional<Stage> request(SipRequest request) {
    if (request.method().equals(Method.REGISTER)) {
      boolean proof = request.headers().has(Header.AUTHORIZATION);
      return Optional.of(proof ? Stage.CREDENTIALS : Stage.REGISTER);
    }
    if (request.method().equals(Method.INVITE)) return Optional.of(Stage.INVITE);
    return request.method().equals(Method.BYE) ? Optional.of(Stage.BYE) : Optional.empty();
  }

  private static Optional<Stage> response(SipResponse response) {
    Method method = response.cseq().method();
    StatusCode status = response.status();
    if (method.equals(Method.REGISTER)) {
      if (status.equals(StatusCode.UNAUTHORIZED)) return Optional.of(Stage.CHALLENGE);
      return status.equals(StatusCode.OK) ? Optional.of(Stage.REGISTERED) : Optional.empty();
    }
    if (!method.equals(Method.INVITE)) return Optional.empty();
    if (status.equals(StatusCode.PROXY_AUTHENTICATION_REQUIRED)) {
      return Optional.of(Stage.CALL_CHALLENGE);
    }
    if (status.equals(StatusCode.RINGING)) return Optional.of(Stage.RINGING);
    return status.equals(StatusCode.OK) ? Optional.of(Stage.ANSWER) : Optional.empty();
  }

  private void media(Row row, Content.Rtp rtp) {
    boolean ours =
        link.isPresent()
            && row.source().getAddress().equals(link.get().client().getAddress())
            && rtp.security() != Content.Security.CLEAR;
    if (ours) tell(Stage.MEDIA, row);
  }

  private void tell(Stage stage, Row row) {
    if (told.add(stage)) steps.add(step(stage, row, List.of(), List.of()));
  }

  private static Step step(Stage stage, Row row, List<Span> spans, List<String> words) {
    return new Step(stage.title(), stage.text(), stage.place(), row, spans, words);
  }
}
