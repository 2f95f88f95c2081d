package ringfence.proxy.policy;

import ringfence.manage.event.Report;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;

/// Whether a request goes on.
public sealed interface Decision {
  /// It does, without the credentials that were meant for us.
  record Admitted(SipRequest request) implements Decision {}

  /// It is answered: challenged, as nearly every first request is.
  record Challenged(SipResponse response) implements Decision {}

  /// It is refused, for a reason that a person should be able to read.
  record Refused(SipResponse response, Report report) implements Decision {}
}
