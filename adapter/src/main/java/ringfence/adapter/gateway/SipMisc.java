package ringfence.adapter.gateway;

import java.time.Duration;
import java.util.Optional;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Rule;
import ringfence.manage.setting.Settings;
import ringfence.manage.setting.Variable;
import ringfence.sip.dialog.SessionPolicy;
import ringfence.sip.message.Method;

/// The settings of the page SIP > Misc: session timers, RFC 4028, and transfers, RFC 5589.
public interface SipMisc {
  /// The request that keeps a session alive.
  enum RefreshMethod {
    RE_INVITE("ReInvite"),
    UPDATE("Update");

    private final String text;

    RefreshMethod(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /// How a party is transferred to one that still rings.
  enum BlindTransfer {
    /// The REFER goes out at once, and the call to the target is given up after it.
    SEMI_ATTENDED("SemiAttended"),
    /// The target's answer is awaited: the transfer is an attended one.
    SEMI_ATTENDED_CONFIRMED("SemiAttendedConfirmed"),
    /// The call to the target is given up first.
    SEMI_ATTENDED_CANCELLED("SemiAttendedCancelled");

    private final String text;

    BlindTransfer(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /// Whether transfers say who asks for them.
  enum ReferredBy {
    NONE("None"),
    HEADER_ONLY("HeaderOnly");

    private final String text;

    ReferredBy(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  Variable<ReferredBy> REFERRED_BY =
      Variable.choice("SipEp.ReferredByHeader", ReferredBy.NONE)
          .help("Whether a REFER, and the call that follows one, say who asked for it.")
          .page("SIP/Misc");
  Variable<BlindTransfer> BLIND_TRANSFER =
      Variable.choice("SipEp.BlindTransferMethod", BlindTransfer.SEMI_ATTENDED)
          .help("How a party is transferred to one that still rings.")
          .page("SIP/Misc");
  Variable<Boolean> SESSION_TIMER =
      Variable.enable("SipEp.DefaultSessionTimerEnable", true)
          .label("Session Timer")
          .help("Calls are refreshed, so that one whose other end is gone comes to an end.")
          .page("SIP/Misc");
  Variable<Duration> SESSION_LEAST =
      Variable.seconds("SipEp.DefaultSessionTimerMinimumExpirationDelay", 1800, 180, 86400)
          .label("Minimum Expiration Delay")
          .help("The Min-SE: the shortest session interval that is accepted.")
          .page("SIP/Misc");
  Variable<Duration> SESSION_MOST =
      Variable.seconds("SipEp.DefaultSessionTimerMaximumExpirationDelay", 3600, 180, 86400)
          .label("Maximum Expiration Delay")
          .help("The Session-Expires that is asked for; a session is refreshed at its half.")
          .page("SIP/Misc");
  Variable<RefreshMethod> SESSION_REFRESH =
      Variable.choice("SipEp.SessionRefreshRequestMethod", RefreshMethod.RE_INVITE)
          .help("The request that refreshes a session.")
          .page("SIP/Misc");

  Declarations DECLARATIONS =
      Declarations.of(
          SESSION_TIMER, SESSION_LEAST, SESSION_MOST, SESSION_REFRESH, REFERRED_BY, BLIND_TRANSFER);

  // RFC 4028 5: Min-SE is "the minimum value for the session interval"
  Rule INTERVAL =
      settings ->
          settings.get(SESSION_MOST).compareTo(settings.get(SESSION_LEAST)) >= 0
              ? Optional.empty()
              : Optional.of(
                  new Rule.Conflict(
                      SESSION_MOST.name(),
                      "the maximum expiration delay of a session is at least the minimum one"));

  static SessionPolicy policy(Settings settings) {
    if (!settings.get(SESSION_TIMER)) return SessionPolicy.NONE;
    boolean update = settings.get(SESSION_REFRESH) == RefreshMethod.UPDATE;
    return new SessionPolicy(
        true,
        settings.get(SESSION_MOST),
        settings.get(SESSION_LEAST),
        update ? Method.UPDATE : Method.INVITE);
  }
}
