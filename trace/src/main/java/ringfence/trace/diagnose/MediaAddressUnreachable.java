package ringfence.trace.diagnose;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A call is up, and a side asks for its media at an address that the other cannot reach, RFC 8866
/// section 5.7. Media that is seen to come to it, or to go both ways in spite of it, says
/// otherwise.
final class MediaAddressUnreachable {
  private MediaAddressUnreachable() {}

  static List<Verdict> judge(CaseFile file) {
    if (file.noticed(Noticed.Media.class).anyMatch(each -> !NothingHeard.isOneWay(each))) {
      return List.of();
    }
    // what comes there is judged by its packets: [OneWayAudio]
    Set<InetSocketAddress> seen =
        file.media().stream()
            .flatMap(way -> Stream.of(way.destination(), way.source()))
            .collect(Collectors.toSet());
    return Exchanged.all(file).flatMap(each -> judge(each, seen, file).stream()).toList();
  }

  /// @param seen where media came or went
  private static Optional<Verdict> judge(
      Exchanged exchanged, Set<InetSocketAddress> seen, CaseFile file) {
    var caller = OneWayAudio.address(exchanged.offer(), exchanged.offered());
    var callee = OneWayAudio.address(exchanged.answer(), exchanged.answered());
    if (caller.isEmpty() || callee.isEmpty()) return Optional.empty();
    if (seen.contains(caller.get()) || seen.contains(callee.get())) return Optional.empty();
    return judge(exchanged.offer(), caller.get(), callee.get(), file)
        .or(() -> judge(exchanged.answer(), callee.get(), caller.get(), file));
  }

  /// @param said where it was told
  /// @param other where the other side asks for its own
  private static Optional<Verdict> judge(
      Said said, InetSocketAddress told, InetSocketAddress other, CaseFile file) {
    Reach from = Reach.of(other.getAddress());
    Reach reach = Reach.of(told.getAddress());
    InetAddress receiver = said.to().getAddress();
    boolean hold = told.getAddress().isAnyLocalAddress(); // RFC 3264 8.4
    boolean sameHost = reach == Reach.HOST && receiver.isLoopbackAddress();
    if (hold || other.getAddress().isAnyLocalAddress() || sameHost) return Optional.empty();
    if (reach == Reach.WORLD || reach == from) return Optional.empty();
    boolean deaf = file.noticed(Noticed.Media.class).findAny().isPresent();
    // of a private address alone nobody knows: many servers send media back to where it comes from
    double confidence = deaf ? 0.9 : reach == Reach.SITE ? 0.4 : 0.6;
    String place = Link.text(told);
    String sentence =
        "Media is asked for at %s, %s, which the other side, at %s, cannot reach."
            .formatted(place, reach, other.getAddress().getHostAddress());
    return Optional.of(
        Verdict.of("media.unreachable-address", confidence, sentence)
            .seen(
                said.frame(),
                "%s from %s asks for its media at %s".formatted(kind(said), from(said), place))
            .cure(
                reach == Reach.HOST
                    ? "Let the device use the address of its network, and tell it in c=."
                    : "Let the device tell its public address in c=, or have a relay of the server"
                        + " carry the media."));
  }

  private static String kind(Said said) {
    return said.status() == 0 ? "the offer" : "the answer";
  }

  private static String from(Said said) {
    return said.from().getAddress().getHostAddress();
  }
}
