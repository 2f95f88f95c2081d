/// Capture and fault finding.
module ringfence.trace {
  requires ringfence.manage;
  requires transitive ringfence.rtp;
  requires transitive ringfence.sdp;
  requires transitive ringfence.sip;

  exports ringfence.trace.capture;
}
