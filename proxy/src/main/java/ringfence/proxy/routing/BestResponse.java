package ringfence.proxy.routing;

import java.util.Comparator;
import java.util.List;
import ringfence.sip.message.Header;
import ringfence.sip.message.Headers;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.StatusCode;

/// Chooses the one final response that goes upstream, RFC 3261 section 16.7 steps 6 and 7.
final class BestResponse {
  // RFC 3261 16.7 step 6: "it SHOULD give preference to responses that provide information
  // affecting
  // resubmission of this request, such as 401, 407, 415, 420, and 484 if the 4xx class is chosen"
  private static final List<Integer> RESUBMISSION = List.of(401, 407, 415, 420, 484);

  private BestResponse() {}

  /// The best of the final responses of all branches, none of which is a 2xx.
  static SipResponse of(List<SipResponse> finals) {
    SipResponse best =
        finals.stream().min(Comparator.comparingInt(BestResponse::rank)).orElseThrow();
    return withoutServiceUnavailable(withChallenges(best, finals));
  }

  private static int rank(SipResponse response) {
    int status = response.status().value();
    // RFC 3261 16.7 step 6: "If there are no 6xx class responses present, the proxy SHOULD choose
    // from the lowest response class stored in the response context."
    if (status >= 600) return 0;
    if (status / 100 == 4) return RESUBMISSION.contains(status) ? 400 : 401 + usefulness(status);
    return status / 100 * 100;
  }

  /// Within a class any may be chosen: one that tells what a person did before what a machine did
  /// not, and a busy phone before an absent one.
  private static int usefulness(int status) {
    return switch (status) {
      case 408, 480, 487 -> 2;
      case 481, 404 -> 1;
      default -> 0;
    };
  }

  private static SipResponse withChallenges(SipResponse best, List<SipResponse> finals) {
    int status = best.status().value();
    if (status != 401 && status != 407) return best;
    // RFC 3261 16.7 step 7: "the proxy MUST collect any WWW-Authenticate and Proxy-Authenticate
    // header field values from all other 401 (Unauthorized) and 407 (Proxy Authentication Required)
    // responses received so far in this response context and add them to this response"
    Headers headers = best.headers();
    for (SipResponse other : finals) {
      int code = other.status().value();
      if (other.equals(best) || (code != 401 && code != 407)) continue;
      headers = headers.appendFrom(other.headers(), Header.WWW_AUTHENTICATE);
      headers = headers.appendFrom(other.headers(), Header.PROXY_AUTHENTICATE);
    }
    return best.with(headers);
  }

  private static SipResponse withoutServiceUnavailable(SipResponse best) {
    if (!best.status().equals(StatusCode.SERVICE_UNAVAILABLE)) return best;
    // RFC 3261 16.7 step 6: "if the only response that was received is a 503, the proxy SHOULD
    // generate a 500 response and forward that upstream"
    StatusCode status = StatusCode.SERVER_INTERNAL_ERROR;
    return new SipResponse(status, status.phrase(), best.headers(), best.body());
  }
}
