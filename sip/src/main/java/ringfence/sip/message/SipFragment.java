package ringfence.sip.message;

import java.nio.charset.StandardCharsets;

/// A body of type `message/sipfrag` that begins with a status line, RFC 3420: how a request fared.
/// What follows the status line is passed over.
public record SipFragment(StatusCode status, String reason) {
  /// `message/sipfrag`.
  public static final MediaType TYPE = new MediaType("message", "sipfrag", Parameters.NONE);

  public SipFragment {
    Grammar.refuseLineBreaks(reason);
  }

  /// That status with the phrase of the standard.
  public static SipFragment of(StatusCode status) {
    return new SipFragment(status, status.phrase());
  }

  /// Reads a body.
  public static SipFragment read(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    // RFC 3515 2.4.5: "The body of a NOTIFY MUST begin with a SIP Response Status-Line"
    StatusLine line = StatusLine.parse(text.lines().findFirst().orElse(""));
    return new SipFragment(line.status(), line.reason());
  }

  /// The body.
  public byte[] write() {
    return (this + "\r\n").getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "SIP/2.0 " + status.value() + ' ' + reason;
  }
}
