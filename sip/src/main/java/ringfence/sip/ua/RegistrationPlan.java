package ringfence.sip.ua;

import java.time.Duration;
import java.util.List;
import ringfence.sip.message.Contact;
import ringfence.sip.message.Headers;
import ringfence.sip.message.NameAddr;
import ringfence.sip.message.Uri;

/// What to register where, and how often.
///
/// @param registrar the Request-URI: `sip:192.168.120.11:5062`
/// @param address the address of record, From and To: `<sip:100@192.168.120.11:5062>`
/// @param contacts what to bind, one or more
/// @param extra header fields of every REGISTER: User-Agent, Supported
public record RegistrationPlan(
    Uri registrar,
    NameAddr address,
    List<Contact.Address> contacts,
    Keys keys,
    Headers extra,
    Pace pace,
    ContactMatching matching) {
  public RegistrationPlan {
    contacts = List.copyOf(contacts);
    if (contacts.isEmpty()) throw new IllegalArgumentException("nothing to register");
  }

  /// The times of a registration.
  ///
  /// @param proposed the Expires that is asked for; zero sends none
  /// @param assumed the lifetime when the 200 names none
  /// @param refresh how long before the end of the lifetime the next REGISTER goes out
  /// @param retry how long after a failure the next REGISTER goes out
  /// @param spread the most that chance adds to the first REGISTER and to a retry
  public record Pace(
      Duration proposed, Duration assumed, Duration refresh, Duration retry, Duration spread) {
    /// The defaults of the DGW units: none proposed, 3600 s assumed, refreshed 60 s before the end,
    /// retried after 120 s, no spread.
    public static final Pace UNIT =
        new Pace(
            Duration.ZERO,
            Duration.ofHours(1),
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ZERO);

    public Pace withSpread(Duration other) {
      return new Pace(proposed, assumed, refresh, retry, other);
    }

    public Pace withProposed(Duration other) {
      return new Pace(other, assumed, refresh, retry, spread);
    }
  }
}
