package ringfence.sdp;

import java.util.Optional;

/// Parameters of one format, `96 0-15` of an `a=fmtp`; RFC 8866 section 6.15.
public record FormatParameters(String format, String parameters) {
  /// Reads the value of an `a=fmtp` attribute; empty when it has no parameters.
  public static Optional<FormatParameters> parse(String text) {
    int space = text.indexOf(' ');
    if (space <= 0) return Optional.empty();
    return Optional.of(
        new FormatParameters(text.substring(0, space), text.substring(space + 1).strip()));
  }

  public Attribute attribute() {
    return new Attribute("fmtp", toString());
  }

  @Override
  public String toString() {
    return format + " " + parameters;
  }
}
