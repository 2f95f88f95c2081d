package ringfence.trace.tls;

/// What some octets of a message are; spans follow one another without a gap.
///
/// @param length in octets
/// @param hex those octets, or a word in their place where they are not to be shown
/// @param name the standard's name of the field
/// @param value what it says; empty where the octets say it all
public record Span(int length, String hex, String name, String value) {
  static Span of(Octets octets, String name, String value) {
    return new Span(octets.length(), octets.hex(), name, value);
  }
}
