package ringfence.trace.diagnose;

/// What a verdict rests on.
///
/// @param frame the number of the frame in the capture
/// @param what it shows, as a clause
public record Evidence(long frame, String what) {
  @Override
  public String toString() {
    return "frame " + frame + ": " + what;
  }
}
