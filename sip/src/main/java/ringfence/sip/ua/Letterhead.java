package ringfence.sip.ua;

import java.util.Optional;
import ringfence.sip.message.Contact;
import ringfence.sip.message.Field;
import ringfence.sip.message.Header;
import ringfence.sip.message.Headers;
import ringfence.sip.message.Method;
import ringfence.sip.message.Responses;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.StatusCode;

/// Puts the standing header fields of an account on its messages.
record Letterhead(Account account) {
  SipRequest on(SipRequest request) {
    Headers headers = request.headers();
    // RFC 3261 8.1.1.8: Contact "MUST be present [...] in any request that can result in the
    // establishment of a dialog"; 12.2.1.1: target refresh requests carry it
    if (isInSession(request.method()) || opensDialog(request.method())) {
      headers = headers.append(Header.CONTACT, contact());
    }
    if (isInSession(request.method())) {
      headers = joined(headers, account.conduct().inSessions());
    }
    return request.with(joined(headers, account.conduct().inRequests()));
  }

  private static boolean opensDialog(Method method) {
    return method.equals(Method.REFER)
        || method.equals(Method.SUBSCRIBE)
        || method.equals(Method.NOTIFY);
  }

  private static boolean isInSession(Method method) {
    return method.equals(Method.INVITE) || method.equals(Method.UPDATE);
  }

  /// A response to a request of a call, with what its status needs.
  SipResponse to(SipRequest request, StatusCode status, String reason, String toTag) {
    Headers headers = Responses.to(request, status, reason).headers();
    boolean opens = request.is(Method.INVITE) && (status.isSuccess() || status.isProvisional());
    // RFC 3261 12.1.1: "the UAS MUST copy all Record-Route header field values from the request
    // into
    // the response"
    if (opens) headers = headers.appendFrom(request.headers(), Header.RECORD_ROUTE);
    if (opens || (isInSession(request.method()) && status.isSuccess())) {
      headers = headers.append(Header.CONTACT, contact());
    }
    if (isInSession(request.method()) && status.isSuccess()) {
      headers = joined(headers, account.conduct().inSessions());
    }
    headers = joined(headers, account.conduct().inResponses());
    return Responses.withToTag(new SipResponse(status, reason, headers), toTag);
  }

  SipResponse to(SipRequest request, StatusCode status, String toTag) {
    return to(request, status, status.phrase(), toTag);
  }

  private Contact contact() {
    return new Contact.Address(account.contact());
  }

  static Headers joined(Headers headers, Headers more) {
    Headers all = headers;
    for (Field field : more.fields()) all = all.append(field.name(), field.value());
    return all;
  }

  static SipRequest with(SipRequest request, Optional<Body> body) {
    return body.map(content -> request.withBody(content.type(), content.bytes())).orElse(request);
  }

  static SipResponse with(SipResponse response, Optional<Body> body) {
    return body.map(content -> response.withBody(content.type(), content.bytes())).orElse(response);
  }
}
