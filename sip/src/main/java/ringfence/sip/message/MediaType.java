package ringfence.sip.message;

/// A media type as in Content-Type or, with `*`, a range as in Accept (RFC 3261 sections 20.1 and
/// 20.15).
///
/// @param type such as `application`
/// @param subtype such as `sdp`
/// @param parameters such as `boundary`
public record MediaType(String type, String subtype, Parameters parameters) {
  /// `application/sdp`.
  public static final MediaType SDP = new MediaType("application", "sdp", Parameters.NONE);

  private static final String CLAUSE = "RFC 3261 20.15";

  public MediaType {
    if (!Grammar.isToken(type) || !Grammar.isToken(subtype))
      throw new MalformedHeaderException(CLAUSE, "no media type");
  }

  /// Reads `type/subtype;parameters`.
  public static MediaType parse(String text) {
    Cursor in = new Cursor(text, CLAUSE);
    in.skipSpace();
    String type = in.token();
    in.expect('/');
    String subtype = in.token();
    Parameters parameters = Parameters.read(in);
    in.expectEnd();
    return new MediaType(type, subtype, parameters);
  }

  /// Whether both are the same type, in any case and whatever the parameters.
  public boolean matches(MediaType other) {
    return type.equalsIgnoreCase(other.type) && subtype.equalsIgnoreCase(other.subtype);
  }

  /// Whether this range, perhaps with `*`, holds that type.
  public boolean covers(MediaType other) {
    if (type.equals("*")) return true;
    return type.equalsIgnoreCase(other.type) && (subtype.equals("*") || matches(other));
  }

  @Override
  public String toString() {
    return type + '/' + subtype + parameters;
  }
}
