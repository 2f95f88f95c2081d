/// Capture and fault finding.
module ringfence.trace {
  requires transitive ringfence.manage;
  requires transitive ringfence.rtp;
  requires transitive ringfence.sdp;
  requires transitive ringfence.sip;

  exports ringfence.trace.call;
  exports ringfence.trace.capture;
  exports ringfence.trace.decode;
  exports ringfence.trace.diagnose;
  exports ringfence.trace.export;
  exports ringfence.trace.filter;
  exports ringfence.trace.hep;
  exports ringfence.trace.lesson;
  exports ringfence.trace.live;
  exports ringfence.trace.quality;
  exports ringfence.trace.tls;
}
