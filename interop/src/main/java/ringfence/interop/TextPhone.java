package ringfence.interop;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/// A phone in a test's hand: SIP as text over the JDK's TLS, and nothing of the product.
final class TextPhone implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Pattern PARAMETER = Pattern.compile("(\\w+)=(?:\"([^\"]*)\"|([^\\s,]+))");

  private final String user;
  private final String domain;
  private final SSLSocket socket;
  private final String instance;
  private final Random chance = new Random();
  private int cseq = 1;

  /// A message as it came.
  record Message(List<String> lines) {
    String first() {
      return lines.getFirst();
    }

    /// Every value of a header, in its order.
    List<String> all(String header) {
      String prefix = header.toLowerCase(Locale.ROOT) + ":";
      return lines.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
          .map(line -> line.substring(prefix.length()).strip())
          .toList();
    }

    String one(String header) {
      List<String> all = all(header);
      if (all.isEmpty()) throw new AssertionError("no " + header + " in\n" + this);
      return all.getFirst();
    }

    @Override
    public String toString() {
      return String.join("\n", lines);
    }
  }

  private TextPhone(String user, String domain, SSLSocket socket) {
    this.user = user;
    this.domain = domain;
    this.socket = socket;
    this.instance = "<urn:uuid:00000000-0000-4000-8000-" + hash12(user) + ">";
  }

  private static String hash12(String user) {
    return "%012x".formatted(user.hashCode() & 0xFFFFFFFFL);
  }

  static TextPhone connect(String user, String domain, InetSocketAddress proxy, Path authority) {
    try (var file = new FileInputStream(authority.toFile())) {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      var certificate = CertificateFactory.getInstance("X.509").generateCertificate(file);
      store.setCertificateEntry("ca", certificate);
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      var context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      var socket =
          (SSLSocket) context.getSocketFactory().createSocket(proxy.getAddress(), proxy.getPort());
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.startHandshake();
      return new TextPhone(user, domain, socket);
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError(user + " gets no link to " + proxy, e);
    }
  }

  /// The URI by which it is reached.
  String contact() {
    return "sip:"
        + user
        + "@"
        + socket.getLocalAddress().getHostAddress()
        + ":"
        + socket.getLocalPort()
        + ";transport=tls";
  }

  /// The same device as any other phone of this user.
  void registers() {
    String uri = "sip:" + domain;
    String more =
        "Contact: <" + contact() + ">;+sip.instance=\"" + instance + "\"\r\nExpires: 600\r\n";
    Request register = request("REGISTER", uri, "sip:" + user + "@" + domain, more);
    sent(register);
    sent(answered(register, got("401"), "Authorization"));
    got("200");
  }

  /// A request before it is sent.
  record Request(String method, String uri, List<String> headers) {
    String text(String more) {
      return method
          + " "
          + uri
          + " SIP/2.0\r\n"
          + String.join("", headers)
          + more
          + "Content-Length: 0\r\n\r\n";
    }
  }

  private Request request(String method, String uri, String to, String more) {
    var headers = new ArrayList<String>();
    headers.add("Max-Forwards: 70\r\n");
    headers.add("From: <sip:" + user + "@" + domain + ">;tag=" + random() + "\r\n");
    headers.add("To: <" + to + ">\r\n");
    headers.add("Call-ID: " + random() + "\r\n");
    headers.add(more);
    return new Request(method, uri, headers);
  }

  /// Sends it, and gives the Via that it went with.
  private String sent(Request request) {
    String via =
        "Via: SIP/2.0/TLS "
            + socket.getLocalAddress().getHostAddress()
            + ":"
            + socket.getLocalPort()
            + ";branch=z9hG4bK"
            + random()
            + "\r\n";
    send(request.text(via + "CSeq: " + cseq++ + " " + request.method() + "\r\n"));
    return via;
  }

  /// RFC 3261 17.1.1.3: to the transaction that the refusal ended.
  private void acknowledged(Request invite, Message refusal, String via) {
    List<String> headers =
        List.of(
            "Max-Forwards: 70\r\n",
            "From: " + refusal.one("From") + "\r\n",
            "To: " + refusal.one("To") + "\r\n",
            "Call-ID: " + refusal.one("Call-ID") + "\r\n");
    String number = refusal.one("CSeq").split(" ", -1)[0];
    send(new Request("ACK", invite.uri(), headers).text(via + "CSeq: " + number + " ACK\r\n"));
  }

  /// RFC 7616, for the first challenge of an algorithm that the JDK has.
  private Request answered(Request request, Message challenge, String header) {
    String name = header.equals("Authorization") ? "WWW-Authenticate" : "Proxy-Authenticate";
    Map<String, String> asked = parameters(challenge.one(name));
    String algorithm = asked.getOrDefault("algorithm", "MD5");
    String digest = algorithm.equals("MD5") ? "MD5" : "SHA-256";
    String realm = asked.get("realm");
    String cnonce = random();
    String one = hash(digest, user + ":" + realm + ":secret-" + user);
    String two = hash(digest, request.method() + ":" + request.uri());
    String response =
        hash(digest, String.join(":", one, asked.get("nonce"), "00000001", cnonce, "auth", two));
    String credentials =
        ("%s: Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\", algorithm=%s,"
                + " qop=auth, nc=00000001, cnonce=\"%s\", response=\"%s\"%s\r\n")
            .formatted(
                header,
                user,
                realm,
                asked.get("nonce"),
                request.uri(),
                algorithm,
                cnonce,
                response,
                asked.containsKey("opaque") ? ", opaque=\"" + asked.get("opaque") + "\"" : "");
    var headers = new ArrayList<>(request.headers());
    headers.add(credentials);
    return new Request(request.method(), request.uri(), headers);
  }

  private static Map<String, String> parameters(String challenge) {
    return PARAMETER
        .matcher(challenge)
        .results()
        .collect(
            Collectors.toMap(
                it -> it.group(1), it -> it.group(2) != null ? it.group(2) : it.group(3)));
  }

  /// Calls a user of the proxy, from a registered link; the phone called is rung by `rings`.
  Call calls(String callee, TextPhone there) {
    String uri = "sip:" + callee + "@" + domain;
    Request invite = request("INVITE", uri, uri, "Contact: <" + contact() + ">\r\n");
    String via = sent(invite);
    Message challenge = got("407");
    acknowledged(invite, challenge, via);
    sent(answered(invite, challenge, "Proxy-Authorization"));
    Message rung = there.got("INVITE");
    there.answers(rung, "200 OK");
    Message ok = got("200");
    var call = new Call(invite, ok, rung);
    call.sends(this, "ACK");
    there.got("ACK");
    return call;
  }

  /// A call that is up, as its two ends know it.
  ///
  /// @param invite as the caller sent it
  /// @param ok the answer as the caller got it
  /// @param rung the INVITE as the callee got it
  record Call(Request invite, Message ok, Message rung) {
    /// A request of the caller within the dialog.
    void sends(TextPhone caller, String method) {
      List<String> routes = new ArrayList<>(ok.all("Record-Route")).reversed();
      String uri = uri(ok.one("Contact"));
      String from = header(invite, "From");
      caller.within(method, uri, from, ok.one("To"), ok.one("Call-ID"), routes);
    }

    /// A request of the callee within the dialog.
    void sendsBack(TextPhone callee, String method) {
      String uri = uri(rung.one("Contact"));
      callee.within(
          method,
          uri,
          ok.one("To"),
          rung.one("From"),
          rung.one("Call-ID"),
          rung.all("Record-Route"));
    }

    private static String header(Request request, String name) {
      return request.headers().stream()
          .filter(line -> line.startsWith(name + ": "))
          .map(line -> line.substring(name.length() + 2).strip())
          .findFirst()
          .orElseThrow();
    }

    private static String uri(String contact) {
      return contact.substring(contact.indexOf('<') + 1, contact.indexOf('>'));
    }
  }

  private void within(
      String method, String uri, String from, String to, String callId, List<String> routes) {
    var headers = new ArrayList<String>();
    headers.add("Max-Forwards: 70\r\n");
    headers.add("From: " + from + "\r\nTo: " + to + "\r\nCall-ID: " + callId + "\r\n");
    routes.forEach(route -> headers.add("Route: " + route + "\r\n"));
    if (method.equals("ACK")) cseq--;
    sent(new Request(method, uri, headers));
  }

  void answers(Message request, String status) {
    var text = new StringBuilder("SIP/2.0 " + status + "\r\n");
    request.all("Via").forEach(via -> text.append("Via: " + via + "\r\n"));
    request.all("Record-Route").forEach(rr -> text.append("Record-Route: " + rr + "\r\n"));
    String to = request.one("To");
    text.append("From: " + request.one("From") + "\r\n");
    text.append("To: " + (to.contains("tag=") ? to : to + ";tag=" + random()) + "\r\n");
    text.append("Call-ID: " + request.one("Call-ID") + "\r\n");
    text.append("CSeq: " + request.one("CSeq") + "\r\n");
    text.append("Contact: <" + contact() + ">\r\nContent-Length: 0\r\n\r\n");
    send(text.toString());
  }

  /// The next request of that method or response of that status; only what is provisional may come
  /// before it.
  Message got(String expected) {
    while (true) {
      Message message = next();
      String first = message.first();
      if (first.startsWith(expected + " ") || first.startsWith("SIP/2.0 " + expected + " ")) {
        return message;
      }
      if (!first.startsWith("SIP/2.0 1")) {
        throw new AssertionError(user + " waits for " + expected + " and gets\n" + message);
      }
    }
  }

  private Message next() {
    try {
      InputStream in = socket.getInputStream();
      var head = new ByteArrayOutputStream();
      while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
        int octet = in.read();
        if (octet < 0) throw new AssertionError("the link of " + user + " was closed");
        head.write(octet);
      }
      String text = head.toString(ISO_8859_1).strip();
      if (text.isEmpty()) return next();
      var message = new Message(List.of(text.split("\r\n")));
      Matcher length = Pattern.compile("(?i)Content-Length: *(\\d+)").matcher(text);
      if (length.find()) in.readNBytes(Integer.parseInt(length.group(1)));
      return message;
    } catch (IOException e) {
      throw new AssertionError(user + " hears nothing", e);
    }
  }

  private void send(String text) {
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

  private static String hash(String algorithm, String text) {
    try {
      byte[] digest = MessageDigest.getInstance(algorithm).digest(text.getBytes(ISO_8859_1));
      return HexFormat.of().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
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
