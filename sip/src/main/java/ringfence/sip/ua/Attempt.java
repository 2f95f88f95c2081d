package ringfence.sip.ua;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import ringfence.sip.auth.Challenge;
import ringfence.sip.auth.Credentials;
import ringfence.sip.auth.DigestAnswer;
import ringfence.sip.message.AuthFields;
import ringfence.sip.message.CSeq;
import ringfence.sip.message.Header;
import ringfence.sip.message.Headers;
import ringfence.sip.message.SipMessage;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.StatusCode;
import ringfence.sip.transaction.Identifiers;

/// A request of ours that waits for its final response, and what has been tried to get it accepted.
///
/// @param realms whose challenges have been answered
/// @param round how often the request has been changed and sent again
record Attempt(SipRequest request, Set<String> realms, int round) {
  private static final int ROUNDS = 8;

  static Attempt of(SipRequest request) {
    return new Attempt(request, Set.of(), 0);
  }

  /// Whether `message` is a response to this request, or this request itself.
  boolean isFor(SipMessage message) {
    return request.cseq().equals(message.cseq())
        && request.from().tag().equals(message.from().tag());
  }

  static boolean isChallenge(SipResponse response) {
    return response.status().equals(StatusCode.UNAUTHORIZED)
        || response.status().equals(StatusCode.PROXY_AUTHENTICATION_REQUIRED);
  }

  /// The request with other header fields; empty when that has been done too often.
  Optional<Attempt> changed(Headers headers) {
    if (round >= ROUNDS) return Optional.empty();
    return Optional.of(new Attempt(request.with(headers), realms, round + 1));
  }

  /// The same with another number in its CSeq.
  Attempt numbered(long number) {
    CSeq next = new CSeq(number, request.method());
    return new Attempt(request.with(Header.CSEQ, next), realms, round);
  }

  /// The request with credentials for the challenges of `response`; empty when there are none, or
  /// when those that were sent have been refused.
  Optional<Attempt> authorized(SipResponse response, Keys keys, Identifiers identifiers) {
    Set<String> answered = new HashSet<>();
    Headers headers = request.headers();
    for (Challenge challenge : Challenge.in(response)) {
      // RFC 3261 22.2: "MUST NOT re-attempt requests with the credentials that have just been
      // rejected"; a stale nonce rejects nothing (RFC 7616 3.3)
      if (realms.contains(challenge.realm()) && !challenge.stale()) return Optional.empty();
      Optional<DigestAnswer> answer = keys.find(challenge);
      if (answer.isEmpty() || answered.contains(challenge.realm())) continue;
      var credentials = answer.get().answer(challenge, request, identifiers.chance());
      headers = with(headers, field(response), credentials);
      answered.add(challenge.realm());
    }
    if (answered.isEmpty()) return Optional.empty();
    answered.addAll(realms);
    return changed(headers).map(again -> new Attempt(again.request(), answered, again.round()));
  }

  private static Header<AuthFields> field(SipResponse response) {
    boolean byServer = response.status().equals(StatusCode.UNAUTHORIZED);
    return byServer ? Header.AUTHORIZATION : Header.PROXY_AUTHORIZATION;
  }

  /// In place of those for the same realm.
  private static Headers with(Headers headers, Header<AuthFields> field, Credentials credentials) {
    List<AuthFields> others =
        headers.all(field).stream()
            .filter(other -> !other.value("realm").equals(Optional.of(credentials.realm())))
            .toList();
    Headers result = headers.without(field);
    for (AuthFields other : others) result = result.append(field, other);
    return result.append(field, credentials.fields());
  }
}
