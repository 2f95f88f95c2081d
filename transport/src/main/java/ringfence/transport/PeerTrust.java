package ringfence.transport;

import io.netty.handler.ssl.OpenSslCertificateException;
import io.netty.internal.tcnative.CertificateVerifier;
import java.net.Socket;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.PKIXReason;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import ringfence.transport.tls.Refusal;
import ringfence.transport.tls.TlsEngine;
import ringfence.transport.tls.Verification;
import ringfence.transport.tls.VerifiedPeer;

/// Where an engine asks, in the middle of a handshake, whether the peer's certificate will do: the
/// question goes to the connection that the engine belongs to, and a refusal leaves as the alert
/// that fits.
final class PeerTrust extends X509ExtendedTrustManager {
  private final TlsEngine engine;
  private final Map<SSLEngine, Function<List<X509Certificate>, Verification>> judges =
      new ConcurrentHashMap<>();

  PeerTrust(TlsEngine engine) {
    this.engine = engine;
  }

  /// From now on `judge` decides for this engine.
  void expect(SSLEngine engine, Function<List<X509Certificate>, Verification> judge) {
    judges.put(engine, judge);
  }

  void forget(SSLEngine engine) {
    judges.remove(engine);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    judge(chain, engine);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    judge(chain, engine);
  }

  private void judge(X509Certificate[] chain, SSLEngine engine) throws CertificateException {
    var judge = judges.get(engine);
    if (judge == null) throw new CertificateException("nobody expects this peer");
    switch (judge.apply(List.of(chain))) {
      case VerifiedPeer _ -> {}
      case Refusal why -> throw alert(why);
    }
  }

  private CertificateException alert(Refusal why) {
    return engine == TlsEngine.BORING_SSL
        ? new OpenSslCertificateException(why.toString(), openSslError(why.cause()))
        : new CertificateException(
            why.toString(),
            new CertPathValidatorException(why.toString(), null, null, -1, reason(why.cause())));
  }

  // BoringSSL's SSL_alert_from_verify_result turns these into alerts.
  private static int openSslError(Refusal.Cause cause) {
    return switch (cause) {
      // RFC 8446 6.2, unknown_ca: "the CA certificate could not be located or could not be matched
      // with a known trust anchor", as one by the name of ours that is not ours
      case UNKNOWN_CA, BAD_SIGNATURE ->
          CertificateVerifier.X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY;
      case EXPIRED -> CertificateVerifier.X509_V_ERR_CERT_HAS_EXPIRED;
      case NOT_YET_VALID -> CertificateVerifier.X509_V_ERR_CERT_NOT_YET_VALID;
      case WRONG_USAGE -> CertificateVerifier.X509_V_ERR_INVALID_PURPOSE;
      case WRONG_NAME -> CertificateVerifier.X509_V_ERR_CERT_REJECTED;
      case REVOKED -> CertificateVerifier.X509_V_ERR_CERT_REVOKED;
      default -> CertificateVerifier.X509_V_ERR_CERT_REJECTED;
    };
  }

  private static CertPathValidatorException.Reason reason(Refusal.Cause cause) {
    return switch (cause) {
      case UNKNOWN_CA, BAD_SIGNATURE -> PKIXReason.NO_TRUST_ANCHOR;
      case EXPIRED -> BasicReason.EXPIRED;
      case NOT_YET_VALID -> BasicReason.NOT_YET_VALID;
      case WEAK_KEY -> BasicReason.ALGORITHM_CONSTRAINED;
      case REVOKED -> BasicReason.REVOKED;
      default -> BasicReason.UNSPECIFIED;
    };
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("no engine");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("no engine");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw new CertificateException("no engine");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw new CertificateException("no engine");
  }

  /// None are named to clients: one whose authority we do not know presents its certificate all the
  /// same, and the refusal can say what is wrong with it.
  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
