package ringfence.media.tone;

/// One sine of a tone.
///
/// @param hertz its frequency, up to 4000
/// @param dBm0 its level; see `Frame`
public record Component(double hertz, double dBm0) {
  public Component {
    if (!(hertz > 0 && hertz < 4000)) throw new IllegalArgumentException(hertz + " Hz");
  }
}
