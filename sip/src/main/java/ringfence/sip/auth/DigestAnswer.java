package ringfence.sip.auth;

import java.util.Optional;
import java.util.random.RandomGenerator;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;

/// Answers challenges for one user, RFC 7616 section 3.4; it counts how often it used a nonce. Not
/// thread-safe.
@SuppressWarnings("DoNotCallSuggester")
public final class DigestAnswer {
  private final String username;
  private final Secret secret;

  public DigestAnswer(String username, Secret secret) {
    this.username = username;
    this.secret = secret;
  }

  /// The request again with credentials for the strongest challenge of a 401 or 407, in place of
  /// those for the same realm; empty when no challenge can be answered. CSeq and branch are left to
  /// the sender.
  public Optional<SipRequest> answer(
      SipRequest request, SipResponse challenged, RandomGenerator chance) {
    throw new UnsupportedOperationException(
        "soon" + username + secret + request + challenged + chance);
  }

  /// The credentials for one challenge and that request.
  public Credentials answer(Challenge challenge, SipRequest request, RandomGenerator chance) {
    throw new UnsupportedOperationException("soon" + challenge + request + chance);
  }
}
