/// The only room with sockets of the trade: UDP, TCP, TLS and the clock.
module ringfence.transport {
  requires transitive ringfence.sip;
  requires io.netty.buffer;
  requires io.netty.common;
  requires io.netty.handler;
  requires io.netty.tcnative.classes.openssl;
  requires io.netty.transport;
  requires java.naming;

  exports ringfence.transport;
  exports ringfence.transport.resolve;
  exports ringfence.transport.tls;
}
