package ringfence.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.internal.tcnative.SSL;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import ringfence.transport.tls.Refusal;
import ringfence.transport.tls.Revocation;
import ringfence.transport.tls.TlsVersion;
import ringfence.transport.tls.Verification;
import ringfence.transport.tls.VerifiedPeer;

/// Stands behind the TLS handler of a connection until the handshake is over. Nothing gets past it
/// without the witness that the peer was verified, where one is called for.
final class TlsGate extends ChannelInboundHandlerAdapter {
  private final SslHandler tls;
  private final PeerTrust trust;
  private final Judge judge;
  private final Outcome outcome;
  private volatile Optional<Verification> verdict = Optional.empty();
  private final long since = System.nanoTime();
  private final long made = System.currentTimeMillis();
  private boolean over;

  /// What becomes of the connection; exactly one of them is called, once.
  interface Outcome {
    void secured(ChannelHandlerContext context, TlsSession session);

    void refused(ChannelHandlerContext context, Refusal why);
  }

  /// How a peer is judged.
  ///
  /// @param required whether a peer without a certificate is refused
  record Judge(
      Function<List<X509Certificate>, Verification> certificates,
      boolean required,
      Revocation revocation,
      InstantSource clock) {}

  TlsGate(SslHandler tls, PeerTrust trust, Judge judge, Outcome outcome) {
    this.tls = tls;
    this.trust = trust;
    this.judge = judge;
    this.outcome = outcome;
    trust.expect(tls.engine(), this::judge);
  }

  /// In the middle of the handshake, so that a refusal leaves as an alert; on a thread that may
  /// wait.
  private Verification judge(List<X509Certificate> presented) {
    Verification judged = judge.certificates().apply(presented);
    Verification told = judged instanceof VerifiedPeer peer ? unlessRevoked(peer) : judged;
    verdict = Optional.of(told);
    return told;
  }

  private Verification unlessRevoked(VerifiedPeer peer) {
    Optional<byte[]> stapled = StapledResponse.of(tls.engine());
    Optional<Refusal> why = judge.revocation().check(peer, stapled, judge.clock().instant()).join();
    return why.isPresent() ? why.get() : peer;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    switch (event) {
      case SslHandshakeCompletionEvent done when done.isSuccess() -> finished(context);
      case SslHandshakeCompletionEvent done -> refuse(context, why(done.cause()));
      case FirstBytes.NotTls(String what) -> refuse(context, HandshakeDiagnosis.notTls(what));
      case Acceptor.MakeRoom(String text) ->
          refuse(context, new Refusal(Refusal.Cause.CROWDED, text, "", ""));
      default -> context.fireUserEventTriggered(event);
    }
  }

  private void finished(ChannelHandlerContext context) {
    if (verdict.isEmpty()) presented(tls.engine().getSession()).ifPresent(this::judge);
    if (verdict.isPresent()) {
      switch (verdict.get()) {
        case VerifiedPeer verified -> secured(context, Optional.of(verified));
        case Refusal why -> refuse(context, why);
      }
    } else if (judge.required()) {
      refuse(
          context, new Refusal(Refusal.Cause.NO_CERTIFICATE, "The peer presented none.", "", ""));
    } else {
      secured(context, Optional.empty());
    }
  }

  private void secured(ChannelHandlerContext context, Optional<VerifiedPeer> peer) {
    SSLSession session = tls.engine().getSession();
    TlsVersion version = TlsVersion.of(session.getProtocol()).orElseThrow();
    settle();
    outcome.secured(
        context,
        new TlsSession(
            version,
            session.getCipherSuite(),
            peer,
            isResumed(session),
            Duration.ofNanos(System.nanoTime() - since)));
  }

  private boolean isResumed(SSLSession session) {
    return tls.engine() instanceof ReferenceCountedOpenSslEngine boring
        ? SSL.isSessionReused(boring.sslPointer())
        : session.getCreationTime() < made;
  }

  /// What a peer says that was refused.
  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ReferenceCountUtil.release(message);
  }

  // A session that was resumed did not ask for a judgement of its peer.
  private static Optional<List<X509Certificate>> presented(SSLSession session) {
    try {
      Certificate[] chain = session.getPeerCertificates();
      return Optional.of(Arrays.stream(chain).map(X509Certificate.class::cast).toList());
    } catch (SSLPeerUnverifiedException _) {
      return Optional.empty();
    }
  }

  private Refusal why(Throwable failure) {
    if (verdict.isPresent() && verdict.get() instanceof Refusal refusal) return refusal;
    return HandshakeDiagnosis.of(failure);
  }

  private void refuse(ChannelHandlerContext context, Refusal why) {
    if (over) return;
    settle();
    outcome.refused(context, why);
    var _ = context.close();
  }

  private void settle() {
    over = true;
    trust.forget(tls.engine());
  }

  /// A connection that was never up goes without another word.
  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    trust.forget(tls.engine());
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    refuse(context, why(new ClosedChannelException()));
    context.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    refuse(context, why(cause));
  }
}
