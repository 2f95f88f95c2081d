package ringfence.sdp;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a payload type means, `96 telephone-event/8000`; RFC 8866 section 6.6.
///
/// @param clockRate in Hz
/// @param parameters what follows a second slash (for audio the number of channels), or empty text
public record RtpMap(int payloadType, String encodingName, int clockRate, String parameters) {
  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,3}) +([^/ ]+)/([0-9]{1,9})(?:/([^ ]*))? *");

  public RtpMap {
    if (payloadType < 0 || payloadType > 127) {
      throw new IllegalArgumentException("payload type " + payloadType);
    }
  }

  public RtpMap(int payloadType, String encodingName, int clockRate) {
    this(payloadType, encodingName, clockRate, "");
  }

  /// Reads the value of an `a=rtpmap` attribute; empty when it is not one.
  public static Optional<RtpMap> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) return Optional.empty();
    int payloadType = Integer.parseInt(matcher.group(1));
    if (payloadType > 127) return Optional.empty();
    int clockRate = Integer.parseInt(matcher.group(3));
    String parameters = matcher.group(4) == null ? "" : matcher.group(4);
    return Optional.of(new RtpMap(payloadType, matcher.group(2), clockRate, parameters));
  }

  /// RFC 4855 3: encoding names are compared without regard to case; one channel is the default.
  public boolean names(String encodingName, int clockRate) {
    return this.encodingName.equalsIgnoreCase(encodingName)
        && this.clockRate == clockRate
        && (parameters.isEmpty() || parameters.equals("1"));
  }

  public Attribute attribute() {
    return new Attribute("rtpmap", toString());
  }

  @Override
  public String toString() {
    String end = parameters.isEmpty() ? "" : "/" + parameters;
    return payloadType + " " + encodingName + "/" + clockRate + end;
  }
}
