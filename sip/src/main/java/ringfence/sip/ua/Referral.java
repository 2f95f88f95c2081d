package ringfence.sip.ua;

import java.util.Optional;
import ringfence.sip.dialog.DialogId;
import ringfence.sip.message.Header;
import ringfence.sip.message.Headers;
import ringfence.sip.message.MalformedHeaderException;
import ringfence.sip.message.Method;
import ringfence.sip.message.NameAddr;
import ringfence.sip.message.Replaces;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipUri;
import ringfence.sip.message.StatusCode;

/// Whom a REFER asks its recipient to call, RFC 3515.
///
/// @param target the one to be called, without headers
/// @param replaces the dialog of the target that the call takes the place of, RFC 3891
/// @param referredBy who asks, RFC 3892
public record Referral(SipUri target, Optional<Replaces> replaces, Optional<NameAddr> referredBy) {
  private static final String METHOD = "method";

  /// What is read from a REFER.
  public sealed interface Reading {
    record Good(Referral referral) implements Reading {}

    record Bad(Refusal refusal) implements Reading {}
  }

  /// To that target.
  public static Referral to(SipUri target) {
    return new Referral(target, Optional.empty(), Optional.empty());
  }

  /// The same in place of our own call to the target.
  public Referral replacing(DialogId ours) {
    // RFC 3891 3: "the to-tag parameter is compared to the local tag, and the from-tag parameter is
    // compared to the remote tag"
    Replaces dialog = Replaces.of(ours.callId(), ours.remoteTag(), ours.localTag());
    return new Referral(target, Optional.of(dialog), referredBy);
  }

  /// The same, saying who asks.
  public Referral by(NameAddr referrer) {
    return new Referral(target, replaces, Optional.of(referrer));
  }

  /// The same without saying who asks.
  public Referral unnamed() {
    return new Referral(target, replaces, Optional.empty());
  }

  /// Reads a REFER.
  public static Reading of(SipRequest refer) {
    // RFC 3515 2.4.2: "An agent responding to a REFER method MUST return a 400 (Bad Request) if the
    // request contained zero or more than one Refer-To header field values"; more than one do not
    // pass the parser
    Optional<NameAddr> target = refer.headers().first(Header.REFER_TO);
    if (target.isEmpty()) return bad(StatusCode.BAD_REQUEST);
    if (!(target.get().uri() instanceof SipUri uri)) return bad(StatusCode.UNSUPPORTED_URI_SCHEME);
    boolean invites = uri.parameter(METHOD).map(Method.INVITE.toString()::equals).orElse(true);
    if (!invites) return bad(StatusCode.DECLINE);
    try {
      // of the headers in the URI only Replaces is taken: the others would speak in our name
      Optional<Replaces> replaces = uri.header("Replaces").map(Replaces::parse);
      SipUri bare = uri.withoutHeaders().withoutParameter(METHOD);
      var referrer = refer.headers().first(Header.REFERRED_BY);
      return new Reading.Good(new Referral(bare, replaces, referrer));
    } catch (MalformedHeaderException _) {
      return bad(StatusCode.BAD_REQUEST);
    }
  }

  private static Reading bad(StatusCode status) {
    return new Reading.Bad(Refusal.of(status));
  }

  /// The header fields of the REFER.
  public Headers inRefer() {
    SipUri whole = replaces.map(it -> target.withHeader("Replaces", it.toString())).orElse(target);
    return named(Headers.NONE.append(Header.REFER_TO, NameAddr.of(whole)));
  }

  /// The header fields of the INVITE that follows it.
  public Headers inInvite() {
    return named(replaces.map(it -> Headers.NONE.append(Header.REPLACES, it)).orElse(Headers.NONE));
  }

  private Headers named(Headers headers) {
    return referredBy.map(it -> headers.append(Header.REFERRED_BY, it)).orElse(headers);
  }
}
