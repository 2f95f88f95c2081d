package ringfence.proxy.peer;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ringfence.manage.setting.Settings;
import ringfence.sip.message.SipUri;
import ringfence.sip.message.Transport;
import ringfence.transport.resolve.Target;

/// A trunk or gateway: a server with the calls that are sent to it.
///
/// @param address as it was set
/// @param domains in lower case, whose calls go to it whole
/// @param prefixes of users whose calls go to it with its own host in the Request-URI
/// @param strip characters of such a user that it does not get
/// @param priority the lowest is tried first
/// @param acceptsCalls whether its calls to our users are let in
/// @param optionsInterval how often it is asked whether it is there; zero for never
/// @param maintenance whether it gets no new calls
public record Trunk(
    Peer peer,
    SipUri address,
    Set<String> domains,
    List<String> prefixes,
    int strip,
    int priority,
    boolean acceptsCalls,
    Duration optionsInterval,
    boolean maintenance) {

  /// The trunk of a row; empty when it has no address.
  static Optional<Trunk> of(String row, Settings settings) {
    return settings.get(PeerSettings.ADDRESS, row).map(address -> of(row, address, settings));
  }

  private static Trunk of(String row, SipUri address, Settings settings) {
    // Where the address names none, the safest that its domain offers.
    var target = Target.of(address, List.of(Transport.TLS, Transport.TCP, Transport.UDP));
    String identity = settings.get(PeerSettings.IDENTITY, row);
    return new Trunk(
        identity.isEmpty() ? new Peer(row, target) : new Peer(row, target, identity),
        address,
        split(settings.get(PeerSettings.DOMAINS, row).toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet()),
        split(settings.get(PeerSettings.PREFIXES, row)).toList(),
        settings.get(PeerSettings.STRIP, row),
        settings.get(PeerSettings.PRIORITY, row),
        settings.get(PeerSettings.ACCEPT_CALLS, row),
        settings.get(PeerSettings.OPTIONS_INTERVAL, row),
        settings.get(PeerSettings.MAINTENANCE, row));
  }

  private static Stream<String> split(String list) {
    return Arrays.stream(list.split(",", -1)).map(String::strip).filter(part -> !part.isEmpty());
  }

  /// The length of the longest prefix that the user begins with; -1 when none fits.
  int fit(String user) {
    return prefixes.stream().filter(user::startsWith).mapToInt(String::length).max().orElse(-1);
  }

  /// What a call to that user of ours is called there.
  public SipUri uri(SipUri called) {
    String user = called.userText().orElse("");
    String there = user.substring(Math.min(strip, user.length()));
    SipUri uri = there.isEmpty() ? SipUri.of(address.host()) : SipUri.of(there, address.host());
    return uri.with(address.parameters());
  }
}
