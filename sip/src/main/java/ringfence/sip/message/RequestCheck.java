package ringfence.sip.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a server or proxy checks in a request before it acts on it: RFC 3261 sections 8.2 and 16.3,
/// as far as the message alone decides.
///
/// @param supported the option tags that we understand
/// @param methods the methods that we serve; a proxy forwards any
/// @param schemes the URI schemes that we route, in lower case
public record RequestCheck(Set<String> supported, Set<Method> methods, Set<String> schemes) {
  public RequestCheck {
    supported = Set.copyOf(supported);
    methods = Set.copyOf(methods);
    schemes = Set.copyOf(schemes);
  }

  /// Why a request is refused.
  ///
  /// @param status the answer
  /// @param reason for the reason phrase and a log
  /// @param extra header fields that the answer carries
  public record Rejection(StatusCode status, String reason, Headers extra) {
    /// The response, with `toTag` where the request has none.
    public SipResponse answer(SipRequest request, String toTag) {
      SipResponse response = Responses.to(request, status, reason);
      Headers headers = response.headers();
      for (Field field : extra.fields()) headers = headers.append(field.name(), field.value());
      return Responses.withToTag(response.with(headers), toTag);
    }
  }

  /// The checks of a UAS, RFC 3261 section 8.2, in its order: method, Request-URI scheme, Require,
  /// body.
  public Optional<Rejection> asServer(SipRequest request) {
    return List.of(
            method(request), scheme(request), extensions(request, Header.REQUIRE), body(request))
        .stream()
        .flatMap(Optional::stream)
        .findFirst();
  }

  /// The checks of a proxy, RFC 3261 section 16.3, in its order: scheme, Max-Forwards,
  /// Proxy-Require.
  public Optional<Rejection> asProxy(SipRequest request) {
    return List.of(scheme(request), hops(request), extensions(request, Header.PROXY_REQUIRE))
        .stream()
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<Rejection> method(SipRequest request) {
    if (methods.contains(request.method()) || request.is(Method.ACK)) return Optional.empty();
    // RFC 3261 21.5.2: 501 "when it does not recognize the request method"
    StatusCode status =
        request.method().isKnown() ? StatusCode.METHOD_NOT_ALLOWED : StatusCode.NOT_IMPLEMENTED;
    // RFC 3261 8.2.1: "it MUST generate a 405 … The UAS MUST also add an Allow header field"
    List<Method> allowed = new ArrayList<>(methods);
    allowed.sort((one, other) -> one.name().compareTo(other.name()));
    return refuse(status, Headers.NONE.withAll(Header.ALLOW, allowed));
  }

  private Optional<Rejection> scheme(SipRequest request) {
    // RFC 3261 8.2.2.1: "If the Request-URI uses a scheme not supported by the UAS, it SHOULD
    // reject the request with a 416"
    if (schemes.contains(request.uri().scheme().toLowerCase(Locale.ROOT))) return Optional.empty();
    return refuse(StatusCode.UNSUPPORTED_URI_SCHEME, Headers.NONE);
  }

  private static Optional<Rejection> hops(SipRequest request) {
    // RFC 3261 16.3: "If the request contains a Max-Forwards header field with a field value of
    // zero, the element MUST NOT forward the request."
    boolean spent =
        request.headers().first(Header.MAX_FORWARDS).filter(left -> left == 0).isPresent();
    return spent ? refuse(StatusCode.TOO_MANY_HOPS, Headers.NONE) : Optional.empty();
  }

  private Optional<Rejection> extensions(SipRequest request, Header<String> header) {
    // RFC 3261 8.2.2.3: Require "MUST be ignored" in ACK and CANCEL
    if (request.is(Method.ACK) || request.is(Method.CANCEL)) return Optional.empty();
    List<String> unknown = unsupported(request, header);
    if (unknown.isEmpty()) return Optional.empty();
    return refuse(StatusCode.BAD_EXTENSION, Headers.NONE.withAll(Header.UNSUPPORTED, unknown));
  }

  /// The option tags of Require or Proxy-Require that we do not understand.
  public List<String> unsupported(SipRequest request, Header<String> header) {
    return request.headers().all(header).stream().filter(tag -> !supported.contains(tag)).toList();
  }

  private static Optional<Rejection> body(SipRequest request) {
    // RFC 3261 20.15: "The Content-Type header field MUST be present if the body is not empty."
    if (request.bodyLength() == 0 || request.headers().has(Header.CONTENT_TYPE)) {
      return Optional.empty();
    }
    return Optional.of(new Rejection(StatusCode.BAD_REQUEST, "Missing Content-Type", Headers.NONE));
  }

  /// The check of who reads the body, RFC 3261 section 8.2.3: 415 and Accept when it is of no type
  /// that is taken, or encoded. `Content-Type` must be among the headers the parser checked.
  public Optional<Rejection> body(SipRequest request, List<MediaType> taken) {
    if (request.bodyLength() == 0) return Optional.empty();
    List<String> encodings = request.headers().all(Header.CONTENT_ENCODING);
    boolean plain = encodings.stream().allMatch("identity"::equalsIgnoreCase);
    Optional<MediaType> type = request.headers().first(Header.CONTENT_TYPE);
    boolean known = type.isPresent() && taken.stream().anyMatch(type.get()::matches);
    if (known && plain) return Optional.empty();
    return refuse(StatusCode.UNSUPPORTED_MEDIA_TYPE, Headers.NONE.withAll(Header.ACCEPT, taken));
  }

  /// Whether the client takes a body of that type in the response, RFC 3261 section 20.1.
  public boolean accepts(SipRequest request, MediaType type) {
    // "If no Accept header field is present, the server SHOULD assume a default value of
    // application/sdp."
    if (!request.headers().has(Header.ACCEPT)) return type.matches(MediaType.SDP);
    return request.headers().all(Header.ACCEPT).stream().anyMatch(range -> range.covers(type));
  }

  /// The check of a registrar besides those of a server, RFC 3261 section 10.3: the
  /// address-of-record in To.
  public Optional<Rejection> asRegistrar(SipRequest request) {
    // RFC 3261 10.2: "The address-of-record MUST be a SIP URI or SIPS URI."
    if (request.to().uri() instanceof SipUri) return asServer(request);
    return Optional.of(new Rejection(StatusCode.BAD_REQUEST, "No SIP URI in To", Headers.NONE));
  }

  private static Optional<Rejection> refuse(StatusCode status, Headers extra) {
    return Optional.of(new Rejection(status, status.phrase(), extra));
  }
}
