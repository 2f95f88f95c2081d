package ringfence.app.live;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import ringfence.trace.tls.CipherSuite;
import ringfence.trace.tls.ProtocolVersion;

/// A ClientHello of our own making, RFC 8446 section 4.1.2 and RFC 5246 section 7.4.1.2: it offers
/// what no engine of ours would.
///
/// @param version the only one offered
/// @param serverName asked for; empty for none
record TlsOffer(ProtocolVersion version, List<CipherSuite> suites, String serverName) {
  private static final int X25519 = 0x001D;
  private static final int SECP256R1 = 0x0017;
  private static final int SECP384R1 = 0x0018;

  TlsOffer {
    suites = List.copyOf(suites);
  }

  static TlsOffer of(ProtocolVersion version, int... suites) {
    return new TlsOffer(version, Arrays.stream(suites).mapToObj(CipherSuite::new).toList(), "");
  }

  TlsOffer asking(String name) {
    return new TlsOffer(version, suites, name);
  }

  TlsOffer without(CipherSuite suite) {
    return new TlsOffer(
        version, suites.stream().filter(each -> !each.equals(suite)).toList(), serverName);
  }

  private boolean isNew() {
    return version.equals(ProtocolVersion.TLS_1_3);
  }

  /// The record that carries it.
  byte[] octets(RandomGenerator chance) {
    var hello = new Octets();
    hello.u16(isNew() ? ProtocolVersion.TLS_1_2.code() : version.code());
    hello.random(chance, 32);
    hello.vector8(id -> id.random(chance, isNew() ? 32 : 0));
    hello.vector16(list -> suites.forEach(suite -> list.u16(suite.code())));
    hello.vector8(compression -> compression.u8(0));
    hello.vector16(extensions -> extensions(extensions, chance));
    var message = new Octets();
    message.u8(1).u8(0).vector16(body -> body.octets(hello));
    var record = new Octets();
    record.u8(22).u16(ProtocolVersion.TLS_1_0.code()).vector16(body -> body.octets(message));
    return record.toByteArray();
  }

  private void extensions(Octets out, RandomGenerator chance) {
    if (!serverName.isEmpty()) {
      byte[] name = serverName.getBytes(StandardCharsets.US_ASCII);
      out.extension(0, it -> it.vector16(list -> list.u8(0).vector16(host -> host.octets(name))));
    }
    out.extension(5, it -> it.u8(1).u16(0).u16(0)); // status_request: OCSP
    out.extension(10, it -> it.vector16(list -> list.u16(X25519).u16(SECP256R1).u16(SECP384R1)));
    out.extension(11, it -> it.vector8(list -> list.u8(0)));
    // RFC 8446 4.2.3: ECDSA, PSS and PKCS #1 with SHA-2, and SHA-1 for old servers
    if (version.compareTo(ProtocolVersion.TLS_1_2) >= 0) {
      int[] schemes = {
        0x0403, 0x0503, 0x0603, 0x0807, 0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0601, 0x0203,
        0x0201
      };
      out.extension(
          13,
          it ->
              it.vector16(
                  list -> {
                    for (int scheme : schemes) list.u16(scheme);
                  }));
    }
    out.extension(23, _ -> {}); // extended_master_secret
    out.extension(0xFF01, it -> it.u8(0)); // renegotiation_info
    if (!isNew()) return;
    out.extension(43, it -> it.vector8(list -> list.u16(version.code())));
    out.extension(
        51,
        it -> it.vector16(list -> list.u16(X25519).vector16(share -> share.random(chance, 32))));
  }

  /// Writes the values of RFC 8446 section 3.
  private static final class Octets extends ByteArrayOutputStream {
    private interface Content {
      void write(Octets out);
    }

    Octets u8(int value) {
      write(value);
      return this;
    }

    Octets u16(int value) {
      return u8(value >> 8).u8(value);
    }

    Octets random(RandomGenerator chance, int count) {
      byte[] octets = new byte[count];
      chance.nextBytes(octets);
      return octets(octets);
    }

    Octets octets(byte[] octets) {
      writeBytes(octets);
      return this;
    }

    Octets octets(Octets other) {
      return octets(other.toByteArray());
    }

    Octets vector8(Content content) {
      Octets inner = of(content);
      return u8(inner.size()).octets(inner);
    }

    Octets vector16(Content content) {
      Octets inner = of(content);
      return u16(inner.size()).octets(inner);
    }

    Octets extension(int type, Content content) {
      return u16(type).vector16(content);
    }

    private static Octets of(Content content) {
      var inner = new Octets();
      content.write(inner);
      return inner;
    }
  }
}
