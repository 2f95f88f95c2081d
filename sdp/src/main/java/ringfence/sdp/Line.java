package ringfence.sdp;

/// One line of a session description, `type=value`, as it came; RFC 8866 section 5.
///
/// @param type the one letter before the equals sign
/// @param value the octets after it, without the line end
public record Line(char type, String value) {
  public Line {
    if (type <= ' ' || type > '~' || type == '=')
      throw new IllegalArgumentException("type " + type);
    // RFC 8866 9: byte-string = 1*(%x01-09/%x0B-0C/%x0E-FF) "any byte except NUL, CR, or LF"
    if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0 || value.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a value with CR, LF or NUL");
    }
  }

  @Override
  public String toString() {
    return type + "=" + value;
  }
}
