package ringfence.interop;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/// A phone in a test's hand: SIP as text over the JDK's TLS, and nothing of the product.
final class TextPhone implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String user;
  private final String domain;
  private final SSLSocket socket;
  private final String instance;
  private final TextDigest digest;
  private final Random chance = new Random();
  private int cseq = 1;

  private TextPhone(String user, String domain, SSLSocket socket) {
    this.user = user;
    this.domain = domain;
    this.socket = socket;
    this.instance =
        "<urn:uuid:00000000-0000-4000-8000-%012x>".formatted(user.hashCode() & 0xFFFFFFFFL);
    this.digest = new TextDigest(user, "secret-" + user);
  }

  static TextPhone connect(String user, String domain, InetSocketAddress proxy, Path authority) {
    try {
      var socket =
          (SSLSocket)
              trusting(authority)
                  .getSocketFactory()
                  .createSocket(proxy.getAddress(), proxy.getPort());
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.startHandshake();
      return new TextPhone(user, domain, socket);
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError(user + " gets no link to " + proxy, e);
    }
  }

  private static SSLContext trusting(Path authority) throws IOException, GeneralSecurityException {
    try (var file = new FileInputStream(authority.toFile())) {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      var certificate = CertificateFactory.getInstance("X.509").generateCertificate(file);
      store.setCertificateEntry("ca", certificate);
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      var context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    }
  }

  /// The URI by which it is reached.
  String contact() {
    return "sip:" + user + "@" + local() + ";transport=tls";
  }

  private String local() {
    return socket.getLocalAddress().getHostAddress() + ":" + socket.getLocalPort();
  }

  /// The same device as any other phone of this user.
  void registers() {
    TextRequest register =
        request("REGISTER", "sip:" + domain, "sip:" + user + "@" + domain)
            .with("Contact: <" + contact() + ">;+sip.instance=\"" + instance + "\"")
            .with("Expires: 600");
    sends(register);
    sends(digest.answered(register, got("401")));
    got("200");
  }

  private TextRequest request(String method, String uri, String to) {
    return new TextRequest(
        method,
        uri,
        List.of(
            "Max-Forwards: 70",
            "From: <sip:" + user + "@" + domain + ">;tag=" + random(),
            "To: <" + to + ">",
            "Call-ID: " + random()));
  }

  /// Calls a user of the proxy, from a registered link; `there` is the phone that it rings.
  TextCall calls(String callee, TextPhone there) {
    String uri = "sip:" + callee + "@" + domain;
    TextRequest invite = request("INVITE", uri, uri).with("Contact: <" + contact() + ">");
    String via = sends(invite);
    TextMessage challenge = got("407");
    acknowledges(invite, challenge, via);
    sends(digest.answered(invite, challenge));
    TextMessage rung = there.got("INVITE");
    there.answers(rung, "200 OK");
    var call = new TextCall(invite, got("200"), rung);
    call.sends(this, "ACK");
    there.got("ACK");
    return call;
  }

  /// RFC 3261 17.1.1.3: to the transaction that the refusal ended.
  private void acknowledges(TextRequest invite, TextMessage refusal, String via) {
    List<String> headers =
        List.of(
            "Max-Forwards: 70",
            "From: " + refusal.one("From"),
            "To: " + refusal.one("To"),
            "Call-ID: " + refusal.one("Call-ID"));
    String number = refusal.one("CSeq").split(" ", -1)[0];
    write(new TextRequest("ACK", invite.uri(), headers).text(via, number + " ACK"));
  }

  /// Sends it, and gives the Via that it went with.
  String sends(TextRequest request) {
    String via = "SIP/2.0/TLS " + local() + ";branch=z9hG4bK" + random();
    // RFC 3261 13.2.2.4: the ACK has the number of its INVITE, which was sent last.
    int number = request.method().equals("ACK") ? cseq - 1 : cseq++;
    write(request.text(via, number + " " + request.method()));
    return via;
  }

  void answers(TextMessage request, String status) {
    List<String> lines = new ArrayList<>();
    lines.add("SIP/2.0 " + status);
    request.all("Via").forEach(via -> lines.add("Via: " + via));
    request.all("Record-Route").forEach(route -> lines.add("Record-Route: " + route));
    String to = request.one("To");
    lines.add("From: " + request.one("From"));
    lines.add("To: " + (to.contains("tag=") ? to : to + ";tag=" + random()));
    lines.add("Call-ID: " + request.one("Call-ID"));
    lines.add("CSeq: " + request.one("CSeq"));
    lines.add("Contact: <" + contact() + ">");
    lines.add("Content-Length: 0");
    write(String.join("\r\n", lines) + "\r\n\r\n");
  }

  /// The next request of that method or response of that status; only what is provisional may come
  /// before it.
  TextMessage got(String expected) {
    while (true) {
      TextMessage message = next();
      String first = message.first();
      if (first.startsWith(expected + " ") || first.startsWith("SIP/2.0 " + expected + " ")) {
        return message;
      }
      if (!first.startsWith("SIP/2.0 1")) {
        throw new AssertionError(user + " waits for " + expected + " and gets\n" + message);
      }
    }
  }

  private TextMessage next() {
    try {
      return TextMessage.read(socket.getInputStream());
    } catch (IOException e) {
      throw new AssertionError(user + " hears nothing", e);
    }
  }

  private void write(String text) {
    try {
      socket.getOutputStream().write(text.getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
    } catch (IOException e) {
      throw new AssertionError(user + " cannot send", e);
    }
  }

  private String random() {
    return Long.toHexString(chance.nextLong());
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
