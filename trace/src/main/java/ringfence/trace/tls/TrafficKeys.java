package ringfence.trace.tls;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The keys that a traffic secret of TLS 1.3 gives, RFC 8446 section 7.3.
final class TrafficKeys {
  private final SuiteParameters suite;
  private final TlsSecret secret;
  private final Aead aead;
  private final TlsSecret iv;

  TrafficKeys(SuiteParameters suite, TlsSecret secret) {
    this.suite = suite;
    this.secret = secret;
    this.aead = new Aead(suite.bulk(), expand("key", suite.keyLength()));
    this.iv = expand("iv", TlsNonce.LENGTH);
  }

  /// RFC 8446 7.2: "application_traffic_secret_N+1 =
  /// HKDF-Expand-Label(application_traffic_secret_N, "traffic upd", "", Hash.length)"
  TrafficKeys next() {
    return new TrafficKeys(suite, expand("traffic upd", secret.length()));
  }

  /// What the record carries with the type at its end; empty when the tag is wrong.
  Optional<byte[]> open(TlsRecord record, long number) {
    byte[] header =
        ByteBuffer.allocate(TlsRecord.HEADER)
            .put((byte) record.type().code())
            .putShort((short) record.version().code())
            .putShort((short) record.fragment().length())
            .array();
    return aead.open(TlsNonce.of(iv, number), header, record.fragment().toArray());
  }

  /// HKDF-Expand-Label with an empty context, RFC 8446 section 7.1.
  private TlsSecret expand(String label, int length) {
    byte[] name = ("tls13 " + label).getBytes(StandardCharsets.US_ASCII);
    byte[] info =
        ByteBuffer.allocate(4 + name.length)
            .putShort((short) length)
            .put((byte) name.length)
            .put(name)
            .put((byte) 0)
            .array();
    String algorithm = "HKDF-" + suite.hash().replace("-", "");
    return new TlsSecret(secret.use(octets -> expand(algorithm, octets, info, length)));
  }

  private static byte[] expand(String algorithm, byte[] secret, byte[] info, int length) {
    try {
      var key = new SecretKeySpec(secret, "Generic");
      return KDF.getInstance(algorithm).deriveData(HKDFParameterSpec.expandOnly(key, info, length));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // the JDK has these
    }
  }
}
