package ringfence.trace.diagnose;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;

/// What a program noticed itself and no capture shows.
public sealed interface Noticed {
  /// The DNS knows no server of that name.
  record NameUnknown(String name, String reason) implements Noticed {}

  /// The system knows no way to an address.
  record NoWay(InetSocketAddress server, String reason) implements Noticed {}

  /// No answer came to any request for so long, and nobody waited longer.
  record Unanswered(Duration waited) implements Noticed {}

  /// A link of the program's own that did not come up.
  ///
  /// @param own which side of it the program was
  /// @param cause in its words, as `unknown-ca`
  /// @param text a sentence
  record LinkFailed(String peer, Instant at, Party own, String cause, String text)
      implements Noticed {}

  /// What an end of a call counted of its media.
  ///
  /// @param lostThere percent of ours that the other side says it misses; empty where it says
  ///   nothing
  /// @param forged packets whose tag did not hold
  /// @param plain packets in clear that came where SRTP was agreed
  record Media(
      String peer, long sent, long received, OptionalDouble lostThere, long forged, long plain)
      implements Noticed {}
}
