package ringfence.adapter.call;

import java.util.Optional;
import java.util.random.RandomGenerator;
import ringfence.adapter.dialling.DialledNumber;
import ringfence.manage.event.EventLog;
import ringfence.media.negotiation.MediaSettings;
import ringfence.sip.message.SipUri;
import ringfence.sip.transaction.Identifiers;
import ringfence.transport.Loop;

/// What a line needs from its unit.
///
/// @param changed called when something happened that a page would show
public record LineSupport(
    Loop sip,
    Loop media,
    Calling calling,
    EventLog events,
    RandomGenerator chance,
    Runnable changed) {

  /// How the unit calls and is called.
  public interface Calling {
    /// The way for a call of a line to a number, by the gateway that is chosen for it; empty while
    /// that has no connection to its proxy.
    Optional<Way.To> way(String endpoint, DialledNumber number);

    /// Why there is no way, in words that complete a sentence.
    String noWay(String endpoint, DialledNumber number);

    /// The way for a call of a line to an address that another party has named.
    Optional<Way.To> wayTo(String endpoint, SipUri target);

    /// What a line lets its user do from now on.
    LineServices services(String endpoint);

    Identifiers identifiers();

    /// Where the audio of a line's call by this way is bound.
    CallAudio.Place audio(String endpoint, Way way);

    /// What a call of a line at this port brings to its negotiation.
    MediaSettings mediaSettings(String endpoint, Way way, int port);
  }
}
