package ringfence.sip.message;

import java.util.List;
import java.util.Optional;

/// Builds responses as RFC 3261 section 8.2.6 says.
public final class Responses {
  private static final List<Header<?>> COPIED =
      List.of(Header.VIA, Header.FROM, Header.TO, Header.CALL_ID, Header.CSEQ);

  private Responses() {}

  /// A response without a To tag of ours: a 100, or one to a request that has a tag already.
  public static SipResponse to(SipRequest request, StatusCode status) {
    return to(request, status, status.phrase());
  }

  /// The same with a reason phrase of our own.
  public static SipResponse to(SipRequest request, StatusCode status, String reason) {
    Headers from = request.headers();
    // RFC 3261 8.2.6.2: From, Call-ID, CSeq and Via equal the request's, the Vias in the same
    // order.
    Headers headers = from.only(COPIED);
    // RFC 3261 8.2.6.1: "When a 100 (Trying) response is generated, any Timestamp header field
    // present in the request MUST be copied"
    if (status.equals(StatusCode.TRYING)) headers = headers.appendFrom(from, Header.TIMESTAMP);
    return new SipResponse(status, reason, headers);
  }

  /// A response whose To carries `toTag` unless the request's To has a tag.
  public static SipResponse tagged(SipRequest request, StatusCode status, String toTag) {
    return withToTag(to(request, status), toTag);
  }

  /// The response with `toTag` on its To, unless that has a tag.
  public static SipResponse withToTag(SipResponse response, String toTag) {
    Optional<NameAddr> to = readableTo(response);
    if (to.isEmpty() || to.get().tag().isPresent()) return response;
    return response.with(Header.TO, to.get().withTag(toTag));
  }

  /// The To of a request that was too malformed to read goes back as it came.
  private static Optional<NameAddr> readableTo(SipResponse response) {
    try {
      return response.headers().first(Header.TO);
    } catch (MalformedHeaderException _) {
      return Optional.empty();
    }
  }

  /// The response that opens a dialog: with the Record-Route fields of the request (RFC 3261
  /// section 12.1.1).
  public static SipResponse establishing(SipRequest request, StatusCode status, String toTag) {
    SipResponse response = tagged(request, status, toTag);
    return response.with(response.headers().appendFrom(request.headers(), Header.RECORD_ROUTE));
  }
}
