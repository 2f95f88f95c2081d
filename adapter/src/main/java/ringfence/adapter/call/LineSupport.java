package ringfence.adapter.call;

import java.util.Optional;
import java.util.random.RandomGenerator;
import ringfence.manage.event.EventLog;
import ringfence.media.negotiation.MediaSettings;
import ringfence.sip.message.SipUri;
import ringfence.sip.transaction.Identifiers;
import ringfence.sip.ua.Account;
import ringfence.transport.Loop;

/// What a line needs from its unit.
///
/// @param changed called when something happened that a page would show
public record LineSupport(
    Loop sip,
    Loop media,
    Calling calling,
    PhoneCall.Surroundings calls,
    EventLog events,
    RandomGenerator chance,
    Runnable changed) {

  /// How the unit calls and is called.
  public interface Calling {
    /// The address of a number.
    SipUri target(String number);

    /// Who a line is in its calls; empty while there is no way to the proxy.
    Optional<Account> account(String endpoint);

    Identifiers identifiers();

    CallAudio.Place audio();

    /// What a call of a line at this port brings to its negotiation.
    MediaSettings mediaSettings(String endpoint, int port);
  }
}
