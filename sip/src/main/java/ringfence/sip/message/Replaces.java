package ringfence.sip.message;

import java.util.function.Predicate;
import ringfence.sip.message.Parameters.Parameter;

/// A Replaces value, RFC 3891 section 6.1: the dialog that a new INVITE takes the place of, as the
/// one who receives it knows that dialog.
///
/// @param callId the Call-ID of the dialog
/// @param parameters `to-tag`, `from-tag`, `early-only` and others
public record Replaces(String callId, Parameters parameters) {
  private static final String CLAUSE = "RFC 3891 6.1";

  public Replaces {
    // RFC 3891 6.1: "A Replaces header field MUST contain exactly one to-tag and exactly one
    // from-tag"
    if (!isOnce(parameters, "to-tag") || !isOnce(parameters, "from-tag"))
      throw new MalformedHeaderException(CLAUSE, "not exactly one to-tag and one from-tag");
  }

  private static boolean isOnce(Parameters parameters, String name) {
    Predicate<Parameter> named = parameter -> parameter.is(name);
    return parameters.all().stream().filter(named).count() == 1
        && parameters.value(name).filter(Grammar::isToken).isPresent();
  }

  /// That dialog.
  ///
  /// @param toTag the tag of the one who receives it
  /// @param fromTag the tag of the other end
  public static Replaces of(String callId, String toTag, String fromTag) {
    return new Replaces(callId, Parameters.NONE.with("to-tag", toTag).with("from-tag", fromTag));
  }

  /// Reads `callid;to-tag=value;from-tag=value`.
  public static Replaces parse(String text) {
    int semicolon = text.indexOf(';');
    if (semicolon < 0) throw new MalformedHeaderException(CLAUSE, "no tags");
    String callId = HeaderValues.callId(text.substring(0, semicolon));
    return new Replaces(callId, Parameters.parse(text.substring(semicolon)));
  }

  /// The tag of the one who receives it.
  public String toTag() {
    return parameters.value("to-tag").orElseThrow();
  }

  /// The tag of the other end of the dialog.
  public String fromTag() {
    return parameters.value("from-tag").orElseThrow();
  }

  /// Whether the dialog may be replaced only before it is confirmed.
  public boolean isEarlyOnly() {
    return parameters.has("early-only");
  }

  @Override
  public String toString() {
    return callId + parameters;
  }
}
