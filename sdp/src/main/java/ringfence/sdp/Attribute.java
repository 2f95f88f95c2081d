package ringfence.sdp;

import java.util.Optional;

/// An attribute, `a=name` or `a=name:value`; RFC 8866 section 5.13.
///
/// What is not understood is kept: a name without a value and a name with an empty one differ.
public record Attribute(String name, Optional<String> value) {
  public Attribute {
    if (name.indexOf(':') >= 0) throw new IllegalArgumentException("attribute name " + name);
  }

  public Attribute(String name) {
    this(name, Optional.empty());
  }

  public Attribute(String name, String value) {
    this(name, Optional.of(value));
  }

  /// Reads the value of an `a=` line; there is no text that is not an attribute.
  public static Attribute parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) return new Attribute(text);
    return new Attribute(text.substring(0, colon), text.substring(colon + 1));
  }

  /// RFC 8866 6: attribute names are compared octet by octet.
  public boolean is(String other) {
    return name.equals(other);
  }

  public Line line() {
    return new Line('a', toString());
  }

  /// The value of the `a=` line.
  @Override
  public String toString() {
    return value.map(text -> name + ":" + text).orElse(name);
  }
}
