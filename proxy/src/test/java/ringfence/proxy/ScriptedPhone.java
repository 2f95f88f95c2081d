package ringfence.proxy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import ringfence.sip.auth.DigestAnswer;
import ringfence.sip.auth.Secret;
import ringfence.sip.message.CSeq;
import ringfence.sip.message.Contact;
import ringfence.sip.message.Frame;
import ringfence.sip.message.Header;
import ringfence.sip.message.Headers;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.Limits;
import ringfence.sip.message.Method;
import ringfence.sip.message.NameAddr;
import ringfence.sip.message.Parsed;
import ringfence.sip.message.Responses;
import ringfence.sip.message.SipFramer;
import ringfence.sip.message.SipMessage;
import ringfence.sip.message.SipParser;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.StatusCode;
import ringfence.sip.message.Transport;
import ringfence.sip.message.Uri;
import ringfence.sip.message.Via;
import ringfence.testkit.Certificates;

/// A phone on a plain blocking socket of the JDK, so that nothing of the proxy's own transport is
/// on its side.
public final class ScriptedPhone implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 10_000;

  /// The socket, whichever it is.
  private interface Line extends AutoCloseable {
    void send(byte[] bytes) throws IOException;

    byte[] receive() throws IOException;

    InetSocketAddress local();

    @Override
    void close() throws IOException;

    /// The proxy's certificate; only over TLS.
    default X509Certificate presented() throws IOException {
      throw new UnsupportedOperationException("no TLS here");
    }
  }

  private final Transport transport;
  private final InetSocketAddress proxy;
  private final Line line;
  private final SipFramer framer = new SipFramer(Limits.DEFAULT);
  private final Deque<SipMessage> waiting = new ArrayDeque<>();
  private final SecureRandom chance = new SecureRandom();
  private int count;

  private ScriptedPhone(Transport transport, InetSocketAddress proxy, Line line) {
    this.transport = transport;
    this.proxy = proxy;
    this.line = line;
  }

  static ScriptedPhone udp(InetSocketAddress proxy) throws IOException {
    var socket = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"));
    socket.setSoTimeout(TIMEOUT_MILLIS);
    Line line =
        new Line() {
          @Override
          public void send(byte[] bytes) throws IOException {
            socket.send(new DatagramPacket(bytes, bytes.length, proxy));
          }

          @Override
          public byte[] receive() throws IOException {
            var packet = new DatagramPacket(new byte[65_535], 65_535);
            socket.receive(packet);
            return Arrays.copyOf(packet.getData(), packet.getLength());
          }

          @Override
          public InetSocketAddress local() {
            return (InetSocketAddress) socket.getLocalSocketAddress();
          }

          @Override
          public void close() {
            socket.close();
          }
        };
    return new ScriptedPhone(Transport.UDP, proxy, line);
  }

  public static ScriptedPhone tcp(InetSocketAddress proxy) throws IOException {
    return new ScriptedPhone(
        Transport.TCP, proxy, line(new Socket(proxy.getAddress(), proxy.getPort())));
  }

  static ScriptedPhone tls(InetSocketAddress proxy, Certificates.Authority authority)
      throws IOException, GeneralSecurityException {
    return tls(proxy, authority, Optional.empty());
  }

  /// @param own its certificate, where it has one
  static ScriptedPhone tls(
      InetSocketAddress proxy, Certificates.Authority authority, Optional<Certificates.Issued> own)
      throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setCertificateEntry("ca", authority.certificate());
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    if (own.isPresent()) {
      Certificate[] chain = {own.get().certificate()};
      store.setKeyEntry("own", own.get().key(), new char[0], chain);
    }
    keys.init(store, new char[0]);
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    Socket socket = context.getSocketFactory().createSocket(proxy.getAddress(), proxy.getPort());
    return new ScriptedPhone(Transport.TLS, proxy, line(socket));
  }

  private static Line line(Socket socket) throws IOException {
    socket.setSoTimeout(TIMEOUT_MILLIS);
    return new Line() {
      @Override
      public void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
      }

      @Override
      public byte[] receive() throws IOException {
        var buffer = new byte[65_535];
        int length = socket.getInputStream().read(buffer);
        return length < 0 ? new byte[0] : Arrays.copyOf(buffer, length);
      }

      @Override
      public InetSocketAddress local() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
      }

      @Override
      public void close() throws IOException {
        socket.close();
      }

      @Override
      public X509Certificate presented() throws IOException {
        return (X509Certificate) ((SSLSocket) socket).getSession().getPeerCertificates()[0];
      }
    };
  }

  InetSocketAddress local() {
    return line.local();
  }

  /// The certificate that the proxy showed in the handshake of this link.
  X509Certificate presented() throws IOException {
    return line.presented();
  }

  void sends(SipMessage message) throws IOException {
    line.send(message.toBytes());
  }

  void sends(String text) throws IOException {
    line.send(text.getBytes(StandardCharsets.UTF_8));
  }

  /// The next message, whatever it is.
  SipMessage next() throws IOException {
    while (waiting.isEmpty()) {
      byte[] bytes = line.receive();
      if (bytes.length == 0) throw new IOException("the proxy closed the link");
      if (transport.equals(Transport.UDP)) waiting.add(parsed(bytes));
      else for (Frame frame : framer.feed(ByteBuffer.wrap(bytes))) take(frame);
    }
    return waiting.poll();
  }

  /// Whether the proxy has closed the link, waiting for it.
  boolean isClosedByProxy() throws IOException {
    return line.receive().length == 0;
  }

  private void take(Frame frame) {
    if (frame instanceof Frame.Message(var bytes)) waiting.add(parsed(bytes));
  }

  private static SipMessage parsed(byte[] bytes) {
    return switch (new SipParser().parse(bytes)) {
      case Parsed.Message(var message) -> message;
      case Parsed.Malformed malformed -> throw new AssertionError(malformed);
    };
  }

  /// The next response but 100, which must have that status.
  SipResponse got(int status) throws IOException {
    while (true) {
      if (!(next() instanceof SipResponse response)) continue;
      if (response.status().equals(StatusCode.TRYING)) continue;
      if (response.status().value() != status) throw new AssertionError(response.toString());
      return response;
    }
  }

  SipRequest got(Method method) throws IOException {
    while (true) {
      if (next() instanceof SipRequest request && request.is(method)) return request;
    }
  }

  void answers(SipRequest request, int status) throws IOException {
    SipResponse response = Responses.establishing(request, new StatusCode(status), "callee");
    sends(response.with(Header.CONTACT, Contact.of(Uri.parse(contact("callee")))));
  }

  String contact(String user) {
    String address = "sip:" + user + "@127.0.0.1:" + local().getPort();
    return transport.equals(Transport.UDP) ? address : address + ";transport=" + transport;
  }

  SipRequest request(Method method, String user, String to) {
    String domain = "127.0.0.1:" + proxy.getPort();
    count++;
    var via =
        Via.of(
            transport,
            HostPort.of("127.0.0.1", local().getPort()),
            Via.MAGIC_COOKIE + Long.toHexString(chance.nextLong()));
    Uri target = Uri.parse(to.isEmpty() ? "sip:" + domain : "sip:" + to + "@" + domain);
    Uri self = Uri.parse("sip:" + user + "@" + domain);
    Headers headers =
        Headers.NONE
            .append(Header.VIA, via)
            .append(Header.MAX_FORWARDS, 70)
            .append(Header.FROM, NameAddr.of(self).withTag(Long.toHexString(chance.nextLong())))
            .append(Header.TO, NameAddr.of(to.isEmpty() ? self : target))
            .append(Header.CALL_ID, Long.toHexString(chance.nextLong()))
            .append(Header.CSEQ, new CSeq(count, method))
            .append(Header.CONTACT, Contact.of(Uri.parse(contact(user))));
    return new SipRequest(method, target, headers);
  }

  /// Sends a request and answers its challenge; returns the request that went through.
  SipRequest authenticated(SipRequest request, String user, String password) throws IOException {
    sends(request);
    if (!(next() instanceof SipResponse challenge)) throw new AssertionError("no response");
    int status = challenge.status().value();
    if (status != 401 && status != 407) {
      waiting.addFirst(challenge);
      return request;
    }
    if (request.is(Method.INVITE)) sends(ack(request, challenge));
    SipRequest again =
        new DigestAnswer(user, Secret.password(password))
            .answer(request, challenge, chance)
            .orElseThrow();
    SipRequest fresh = request(request.method(), user, "");
    again =
        again.with(
            again
                .headers()
                .withFirst(Header.VIA, fresh.topVia())
                .with(Header.CSEQ, new CSeq(again.cseq().number() + 1, again.method())));
    sends(again);
    return again;
  }

  public SipResponse registers(String user, String password) throws IOException {
    authenticated(request(Method.REGISTER, user, ""), user, password);
    return got(200);
  }

  /// The status with which a REGISTER with these credentials is answered.
  public int triesToRegister(String user, String password) throws IOException {
    authenticated(request(Method.REGISTER, user, ""), user, password);
    if (!(next() instanceof SipResponse response)) throw new AssertionError("no response");
    return response.status().value();
  }

  /// RFC 3261 17.1.1.3.
  SipRequest ack(SipRequest invite, SipResponse response) {
    Headers headers =
        Headers.NONE
            .append(Header.VIA, invite.topVia())
            .append(Header.MAX_FORWARDS, 70)
            .append(Header.FROM, invite.from())
            .append(Header.TO, response.to())
            .append(Header.CALL_ID, invite.callId())
            .append(Header.CSEQ, new CSeq(invite.cseq().number(), Method.ACK));
    return new SipRequest(Method.ACK, invite.uri(), headers);
  }

  SipRequest cancel(SipRequest invite) {
    Headers headers =
        invite
            .headers()
            .without(Header.CONTACT)
            .with(Header.CSEQ, new CSeq(invite.cseq().number(), Method.CANCEL));
    return new SipRequest(Method.CANCEL, invite.uri(), headers);
  }

  /// A request of the caller within the dialog that `ok` opened.
  SipRequest within(SipRequest invite, SipResponse ok, Method method) {
    var contact = (Contact.Address) ok.headers().first(Header.CONTACT).orElseThrow();
    long number = invite.cseq().number() + (method.equals(Method.ACK) ? 0 : 1);
    Headers headers =
        request(method, "x", "")
            .headers()
            .without(Header.CONTACT)
            .with(Header.FROM, invite.from())
            .with(Header.TO, ok.to())
            .with(Header.CALL_ID, invite.callId())
            .with(Header.CSEQ, new CSeq(number, method));
    for (NameAddr route : ok.headers().all(Header.RECORD_ROUTE).reversed()) {
      headers = headers.append(Header.ROUTE, route);
    }
    return new SipRequest(method, contact.uri(), headers);
  }

  @Override
  public void close() throws IOException {
    line.close();
  }
}
