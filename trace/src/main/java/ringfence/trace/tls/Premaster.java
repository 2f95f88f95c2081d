package ringfence.trace.tls;

import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import ringfence.trace.tls.Cursor.Overrun;
import ringfence.trace.tls.HandshakeMessage.ServerHello;
import ringfence.trace.tls.KeyLog.Label;
import ringfence.trace.tls.RsaKeys.RsaKey;

/// The premaster secret of a handshake: from a key log, or decrypted with the server's RSA key.
final class Premaster {
  /// What came of it.
  sealed interface Opened {
    record Known(TlsSecret premaster) implements Opened {}

    record Missing(WhyNot why) implements Opened {}
  }

  /// RFC 5246 section 7.4.7.1: a version and 46 random octets.
  private static final int LENGTH = 48;

  /// How many octets of the encrypted premaster secret a key log gives to know it by.
  private static final int LOGGED = 8;

  private final RecordedHandshake handshake;
  private final InetSocketAddress server;
  private final TlsSecrets secrets;

  private Premaster(RecordedHandshake handshake, InetSocketAddress server, TlsSecrets secrets) {
    this.handshake = handshake;
    this.server = server;
    this.secrets = secrets;
  }

  static Opened open(RecordedHandshake handshake, InetSocketAddress server, TlsSecrets secrets) {
    return new Premaster(handshake, server, secrets).open();
  }

  private Opened open() {
    Optional<TlsSecret> logged = secrets.logged(Label.PMS_CLIENT_RANDOM, handshake.clientRandom());
    if (logged.isPresent()) return new Opened.Known(logged.get());
    Optional<CipherSuite> suite = handshake.serverHello().map(ServerHello::cipherSuite);
    if (suite.isEmpty()) return new Opened.Missing(WhyNot.handshakeLost());
    if (!suite.get().isRsaKeyTransport()) {
      return new Opened.Missing(WhyNot.noSecret(suite.get(), handshake.clientRandom()));
    }
    Octets encrypted = encrypted();
    return secrets
        .logged(Label.RSA, encrypted.first(LOGGED))
        .<Opened>map(Opened.Known::new)
        .orElseGet(() -> byKey(encrypted));
  }

  /// RFC 5246 7.4.7.1: "the RSA-encrypted PreMasterSecret in a ClientKeyExchange message is
  /// preceded by two length bytes"
  private Octets encrypted() {
    Octets body = handshake.clientKeyExchange().orElseThrow().body();
    if (handshake.version().equals(ProtocolVersion.SSL_3_0)) return body;
    try {
      return body.cursor().vector16().rest();
    } catch (Overrun _) {
      return Octets.NONE;
    }
  }

  private Opened byKey(Octets encrypted) {
    List<RsaKey> keys = secrets.rsaKeys(server);
    if (keys.isEmpty()) {
      return new Opened.Missing(WhyNot.noKey(name(server), handshake.clientRandom()));
    }
    Optional<X509Certificate> certificate =
        handshake.serverCertificate().flatMap(CertificateEntry::certificate);
    for (RsaKey key : keys) {
      if (certificate.map(each -> matches(each, key)).orElse(true)) {
        Optional<TlsSecret> premaster = decrypt(key, encrypted);
        if (premaster.isPresent()) return new Opened.Known(premaster.get());
        if (certificate.isPresent()) return new Opened.Missing(WhyNot.undecryptable(key.file()));
      }
    }
    String file = keys.getFirst().file();
    return new Opened.Missing(
        certificate
            .map(each -> WhyNot.wrongKey(file, CertificateEntry.serial(each)))
            .orElseGet(() -> WhyNot.undecryptable(file)));
  }

  private static String name(InetSocketAddress server) {
    return server.getHostString() + ":" + server.getPort();
  }

  private static boolean matches(X509Certificate certificate, RsaKey key) {
    return certificate.getPublicKey() instanceof RSAPublicKey open
        && open.getModulus().equals(key.key().getModulus());
  }

  private static Optional<TlsSecret> decrypt(RsaKey key, Octets encrypted) {
    try {
      Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
      cipher.init(Cipher.DECRYPT_MODE, key.key());
      byte[] premaster = cipher.doFinal(encrypted.toArray());
      return premaster.length == LENGTH ? Optional.of(new TlsSecret(premaster)) : Optional.empty();
    } catch (GeneralSecurityException _) {
      return Optional.empty(); // encrypted to another key, or octets of another length
    }
  }
}
