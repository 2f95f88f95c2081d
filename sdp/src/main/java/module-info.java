/// The language of sessions, without I/O.
module ringfence.sdp {
  exports ringfence.sdp;
}
