package ringfence.transport.ocsp;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import ringfence.testkit.Certificates.Issued;

/// A responder of a test: answers what it is told to, signed by whom it is told to.
public final class OcspServer implements AutoCloseable {
  public static final CertificateStatus GOOD = CertificateStatus.GOOD;

  private final HttpServer http;
  private final AtomicInteger asked = new AtomicInteger();
  private volatile UnaryOperator<byte[]> answer;

  public OcspServer(UnaryOperator<byte[]> answer) throws IOException {
    this.answer = answer;
    http = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    http.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          byte[] response = this.answer.apply(exchange.getRequestBody().readAllBytes());
          exchange.sendResponseHeaders(
              response.length == 0 ? 500 : 200, response.length == 0 ? -1 : response.length);
          exchange.getResponseBody().write(response);
          exchange.close();
        });
    http.start();
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/");
  }

  public int asked() {
    return asked.get();
  }

  void answer(UnaryOperator<byte[]> other) {
    answer = other;
  }

  static CertificateStatus revoked(Instant at) {
    return new RevokedStatus(Date.from(at), CRLReason.keyCompromise);
  }

  static CertificateStatus unknown() {
    return new UnknownStatus();
  }

  /// Answers with that status for two hours around now.
  public static UnaryOperator<byte[]> saying(CertificateStatus status, Issued signer) {
    Instant now = Instant.now();
    Duration hour = Duration.ofHours(1);
    return request -> response(id(request), status, signer, now.minus(hour), now.plus(hour));
  }

  static CertificateID id(byte[] request) {
    try {
      return new OCSPReq(request).getRequestList()[0].getCertID();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A response with the certificate of its signer.
  public static byte[] response(
      CertificateID id, CertificateStatus status, Issued signer, Instant from, Instant until) {
    try {
      var holder = new JcaX509CertificateHolder(signer.certificate());
      var basic = new BasicOCSPRespBuilder(new RespID(holder.getSubject()));
      basic.addResponse(id, status, Date.from(from), Date.from(until));
      var by = new JcaContentSignerBuilder("SHA256withECDSA").build(signer.key());
      var signed = basic.build(by, new X509CertificateHolder[] {holder}, Date.from(from));
      return new OCSPRespBuilder().build(OCSPResp.SUCCESSFUL, signed).getEncoded();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
