/// The media engine, without I/O; it does not know SIP.
module ringfence.media {
  requires transitive ringfence.sdp;
  requires transitive ringfence.rtp;

  exports ringfence.media.codec;
  exports ringfence.media.jitter;
  exports ringfence.media.negotiation;
  exports ringfence.media.session;
  exports ringfence.media.tone;
}
