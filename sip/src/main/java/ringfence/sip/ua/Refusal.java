package ringfence.sip.ua;

import ringfence.sip.message.Headers;
import ringfence.sip.message.StatusCode;

/// A refusal of a call or an offer.
///
/// @param reason the reason phrase
/// @param extra header fields to add: Warning, Accept, Retry-After, Contact of a redirection
public record Refusal(StatusCode status, String reason, Headers extra) {
  public Refusal {
    if (!status.isFinal() || status.isSuccess()) {
      throw new IllegalArgumentException(status + " refuses nothing");
    }
  }

  /// With the phrase of the standard and nothing added.
  public static Refusal of(StatusCode status) {
    return new Refusal(status, status.phrase(), Headers.NONE);
  }

  /// The same with more header fields.
  public Refusal with(Headers more) {
    return new Refusal(status, reason, more);
  }
}
