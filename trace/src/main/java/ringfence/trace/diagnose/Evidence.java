package ringfence.trace.diagnose;

/// What a verdict rests on.
///
/// @param frame the number of the frame in the capture; 0 for what no capture shows
/// @param what it shows, as a clause
public record Evidence(long frame, String what) {
  static final long NO_FRAME = 0;

  @Override
  public String toString() {
    return frame == NO_FRAME ? what : "frame " + frame + ": " + what;
  }
}
