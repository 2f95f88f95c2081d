package ringfence.trace.diagnose;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import ringfence.sdp.SessionDescription;
import ringfence.sip.message.Parsed;
import ringfence.sip.message.SipMessage;
import ringfence.sip.message.SipParser;
import ringfence.trace.capture.Captures;
import ringfence.trace.capture.Carrier;
import ringfence.trace.decode.Content;
import ringfence.trace.decode.Decoder;
import ringfence.trace.decode.Knowledge;
import ringfence.trace.decode.Row;
import ringfence.trace.tls.Direction;
import ringfence.trace.tls.HandshakeMessage;
import ringfence.trace.tls.Octets;
import ringfence.trace.tls.TlsEvent;
import ringfence.trace.tls.TlsSecrets;

/// Evidence made for a test, one frame after another; or that of a capture.
final class Evidences {
  /// When authorities of `Certificates` are valid.
  static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  static final InetSocketAddress CLIENT = new InetSocketAddress("192.0.2.10", 40_000);
  static final InetSocketAddress SERVER = new InetSocketAddress("192.0.2.1", 5061);

  final CaseFile file = new CaseFile();
  private Instant now = NOW;
  private long frame;

  /// That of a capture of `ringfence.trace.tls`, with its key log where that is wanted.
  static CaseFile capture(String name, boolean withKeys) throws IOException {
    var secrets = new TlsSecrets();
    if (withKeys) secrets.addKeyLog(java.nio.file.Files.readString(path(name + ".keys")));
    var decoder = new Decoder(new Knowledge(Optional.empty(), secrets));
    var file = new CaseFile();
    try (Captures captures = Captures.open(List.of(path(name + ".pcap")))) {
      for (var item = captures.next(); item.isPresent(); item = captures.next()) {
        decoder.read(item.get()).forEach(file::add);
      }
    }
    decoder.end().forEach(file::add);
    return file;
  }

  private static Path path(String name) {
    try {
      var url = Evidences.class.getResource("/ringfence/trace/tls/" + name);
      return Path.of(Objects.requireNonNull(url, name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static List<String> ids(CaseFile file) {
    return Diagnosis.of(file).verdicts().stream().map(Verdict::id).toList();
  }

  Evidences at(Instant time) {
    now = time;
    return this;
  }

  Evidences client(HandshakeMessage message) {
    return event(CLIENT, new TlsEvent.Handshake(Direction.FORWARD, message, Octets.NONE, false));
  }

  Evidences server(HandshakeMessage message) {
    return event(SERVER, new TlsEvent.Handshake(Direction.BACKWARD, message, Octets.NONE, false));
  }

  Evidences event(InetSocketAddress from, TlsEvent event) {
    return row(from, new Content.Tls("TLS 1.2", List.of(event)));
  }

  Evidences tcp(InetSocketAddress from, String flags) {
    return row(from, new Content.Tcp(from.getPort(), 0, flags, 0));
  }

  /// A message with CRLF at its line ends.
  Evidences sip(InetSocketAddress from, Carrier carrier, String text) {
    byte[] octets = text.strip().replace("\n", "\r\n").concat("\r\n\r\n").getBytes();
    return sip(from, carrier, octets, Optional.empty());
  }

  Evidences sip(InetSocketAddress from, Carrier carrier, String text, String session) {
    byte[] octets = text.strip().replace("\n", "\r\n").concat("\r\n\r\n").getBytes();
    SessionDescription read =
        switch (SessionDescription.parse(session.replace("\n", "\r\n"))) {
          case ringfence.sdp.Parsed.Description(var description) -> description;
          case ringfence.sdp.Parsed.Malformed bad ->
              throw new IllegalStateException(bad.toString());
        };
    return sip(from, carrier, octets, Optional.of(read));
  }

  private Evidences sip(
      InetSocketAddress from,
      Carrier carrier,
      byte[] octets,
      Optional<SessionDescription> session) {
    return row(from, new Content.Sip(message(octets), session, carrier));
  }

  static SipMessage message(byte[] octets) {
    return switch (new SipParser().parse(octets)) {
      case Parsed.Message(var read) -> read;
      case Parsed other -> throw new IllegalStateException(other.toString());
    };
  }

  private Evidences row(InetSocketAddress from, Content content) {
    return between(from, from.equals(CLIENT) ? SERVER : CLIENT, content);
  }

  Evidences between(InetSocketAddress from, InetSocketAddress to, Content content) {
    file.add(new Row(++frame, List.of(), now, from, to, OptionalInt.empty(), content));
    return this;
  }
}
