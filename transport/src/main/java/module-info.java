/// The only room with sockets of the trade: UDP, TCP, TLS and the clock.
module ringfence.transport {
  requires transitive ringfence.sip;
  requires io.netty.buffer;
  requires io.netty.common;
  requires io.netty.handler;
  requires io.netty.tcnative.classes.openssl;
  requires io.netty.transport;
  requires java.naming;
  requires java.net.http;
  requires jdk.net;
  requires org.bouncycastle.pkix;
  requires org.bouncycastle.provider;
  requires org.dnsjava;

  exports ringfence.transport;
  exports ringfence.transport.ocsp; // RFC 6960
  exports ringfence.transport.resolve; // RFC 3263
  exports ringfence.transport.tls;
}
