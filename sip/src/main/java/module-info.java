/// The language of SIP, without I/O: no socket, clock, thread, random source or logger.
module ringfence.sip {
  exports ringfence.sip.message; // RFC 3261 sections 7, 19, 20, 25; RFC 3581
  exports ringfence.sip.auth; // RFC 7616, 8760, 2617
}
