/// The language of SIP, without I/O: no socket, clock, thread, random source or logger.
module ringfence.sip {
  exports ringfence.sip.message; // RFC 3261 sections 7, 19, 20, 25; RFC 3581
  exports ringfence.sip.transaction; // RFC 3261 section 17; RFC 6026, 4320
  exports ringfence.sip.dialog; // RFC 3261 section 12; RFC 4028
  exports ringfence.sip.ua; // RFC 3261 sections 8 to 15; RFC 3311
  exports ringfence.sip.ladder; // a call flow as text
  exports ringfence.sip.auth; // RFC 7616, 8760, 2617
}
