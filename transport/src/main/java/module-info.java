/// The only room with sockets of the trade: UDP, TCP, TLS and the clock.
module ringfence.transport {
  requires transitive ringfence.sip;
}
