package ringfence.trace.tls;

import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import javax.security.auth.x500.X500Principal;
import ringfence.trace.tls.Cursor.Overrun;
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

/// Reads a handshake message as its version has it; whatever it is, the result is a value.
final class HandshakeParser {
  static final int CLIENT_HELLO = 1;
  static final int SERVER_HELLO = 2;
  static final int CERTIFICATE = 11;
  static final int CLIENT_KEY_EXCHANGE = 16;

  /// RFC 8879 section 3: the only algorithm of the three that we read.
  private static final int ZLIB = 1;

  private HandshakeParser() {}

  /// @param version what was chosen; TLS 1.2 where it is not known yet
  static HandshakeMessage read(HandshakeReader.Whole message, ProtocolVersion version) {
    if (message.leftOut()) return new Malformed(message.type(), "it is too long to be read");
    Cursor in = message.body();
    try {
      return switch (message.type()) {
        case CLIENT_HELLO -> clientHello(in);
        case SERVER_HELLO -> serverHello(in);
        default ->
            version.equals(ProtocolVersion.TLS_1_3)
                ? of13(message, in)
                : of12(message, in, version);
      };
    } catch (Overrun e) {
      return new Malformed(message.type(), e.reason());
    } catch (IllegalArgumentException _) {
      return new Malformed(message.type(), "a name in it is no X.500 name");
    }
  }

  private static HandshakeMessage of12(
      HandshakeReader.Whole message, Cursor in, ProtocolVersion version) {
    return switch (message.type()) {
      case 0 -> new HelloRequest();
      case 4 -> new NewSessionTicket(in.u32(), in.vector16().rest());
      case CERTIFICATE -> new CertificateMessage(in.vector24().list(HandshakeParser::entry));
      case 12 -> new ServerKeyExchange(in.rest());
      case 13 -> certificateRequest(in, version);
      case 14 -> new ServerHelloDone();
      case 15 -> new CertificateVerify(in.rest());
      case CLIENT_KEY_EXCHANGE -> new ClientKeyExchange(in.rest());
      case 20 -> new Finished(in.rest());
      case 22 -> new CertificateStatus(in.rest());
      default -> new Other(message.type(), message.length());
    };
  }

  private static HandshakeMessage of13(HandshakeReader.Whole message, Cursor in) {
    return switch (message.type()) {
      case 4 -> newSessionTicket(in);
      case 5 -> new EndOfEarlyData();
      case 8 -> new EncryptedExtensions(Extensions.read(in));
      case CERTIFICATE -> certificates(in);
      case 13 -> certificateRequest(in);
      case 15 -> new CertificateVerify(in.rest());
      case 20 -> new Finished(in.rest());
      case 24 -> new KeyUpdate(in.u8() == 1);
      case 25 -> compressed(in);
      default -> new Other(message.type(), message.length());
    };
  }

  private static ClientHello clientHello(Cursor in) {
    var version = new ProtocolVersion(in.u16());
    Octets random = in.octets(32);
    Octets session = in.vector8().rest();
    List<CipherSuite> suites = in.vector16().list(each -> new CipherSuite(each.u16()));
    in.vector8(); // compression methods
    return new ClientHello(version, random, session, suites, Extensions.read(in));
  }

  private static ServerHello serverHello(Cursor in) {
    var version = new ProtocolVersion(in.u16());
    Octets random = in.octets(32);
    Octets session = in.vector8().rest();
    var suite = new CipherSuite(in.u16());
    in.u8(); // compression method
    return new ServerHello(version, random, session, suite, Extensions.read(in));
  }

  private static CertificateEntry entry(Cursor in) {
    return CertificateEntry.of(in.vector24().rest());
  }

  /// RFC 5246 section 7.4.4; the signature algorithms are of TLS 1.2 alone.
  private static CertificateRequest certificateRequest(Cursor in, ProtocolVersion version) {
    in.vector8(); // certificate types
    List<Integer> schemes = version.isDeprecated() ? List.of() : in.vector16().list(Cursor::u16);
    return new CertificateRequest(authorities(in), names(schemes));
  }

  /// RFC 8446 section 4.3.2.
  private static CertificateRequest certificateRequest(Cursor in) {
    in.vector8(); // context
    Extensions extensions = Extensions.read(in);
    List<X500Principal> authorities =
        extensions
            .data(Extensions.CERTIFICATE_AUTHORITIES)
            .map(data -> authorities(data.cursor()))
            .orElse(List.of());
    return new CertificateRequest(authorities, extensions.signatureAlgorithms());
  }

  private static List<X500Principal> authorities(Cursor in) {
    return in.vector16().list(each -> new X500Principal(each.vector16().rest().toArray()));
  }

  private static List<String> names(List<Integer> schemes) {
    return schemes.stream().map(Registry.SIGNATURE_SCHEMES::name).toList();
  }

  /// RFC 8446 section 4.6.1.
  private static NewSessionTicket newSessionTicket(Cursor in) {
    long lifetime = in.u32();
    in.u32(); // ticket_age_add
    in.vector8(); // ticket_nonce
    return new NewSessionTicket(lifetime, in.vector16().rest());
  }

  /// RFC 8446 section 4.4.2.
  private static CertificateMessage certificates(Cursor in) {
    in.vector8(); // context
    return new CertificateMessage(
        in.vector24()
            .list(
                each -> {
                  CertificateEntry entry = entry(each);
                  each.vector16(); // extensions
                  return entry;
                }));
  }

  /// RFC 8879 section 4. Nothing is unpacked beyond what a message may be.
  private static HandshakeMessage compressed(Cursor in) {
    int algorithm = in.u16();
    int length = in.u24();
    byte[] packed = in.vector24().rest().toArray();
    if (algorithm != ZLIB)
      return new Malformed(25, "certificate compression " + algorithm + " is not read here");
    if (length > HandshakeReader.MOST)
      return new Malformed(25, "certificates of " + length + " octets are not unpacked");
    var inflater = new Inflater();
    try {
      inflater.setInput(packed);
      byte[] plain = new byte[length + 1]; // where more than it says would show
      int filled = inflater.inflate(plain);
      // RFC 8879 4: "If the received CompressedCertificate message cannot be decompressed, the
      // connection MUST be terminated"
      if (filled != length) return new Malformed(25, "it unpacks to another length than it says");
      return certificates(new Cursor(Arrays.copyOf(plain, length)));
    } catch (DataFormatException _) {
      return new Malformed(25, "it cannot be unpacked");
    } finally {
      inflater.end();
    }
  }
}
