package ringfence.media.jitter;

/// What a jitter buffer gave for one frame.
public enum Taken {
  /// Audio that came, all of it or most.
  AUDIO,
  /// Audio that was lost or is late, made up from what was before.
  CONCEALED,
  /// A pause of the talker: make noise at the level that was told.
  NOISE,
  /// Nothing: before the stream, in a pause without noise, or after it broke off.
  SILENCE
}
