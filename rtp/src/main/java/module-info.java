/// RTP on the wire: its packets, their protection, and the ways its keys are agreed.
module ringfence.rtp {
  exports ringfence.rtp; // RFC 3550 packets
  exports ringfence.rtcp; // RFC 3550 section 6
  exports ringfence.srtp; // RFC 3711
  exports ringfence.sdes; // RFC 4568
  exports ringfence.mikey; // RFC 3830, 4567, 4650, 4738
}
