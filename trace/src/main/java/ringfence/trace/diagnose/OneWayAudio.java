package ringfence.trace.diagnose;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import ringfence.sdp.MediaDescription;
import ringfence.sdp.SessionDescription;

/// A call is up, and media goes one way only; where the silent side told a private address to
/// somebody outside, its NAT is the likely cause (RFC 3022 knows nothing of addresses in bodies).
final class OneWayAudio {
  /// One second of 20 ms.
  private static final long ENOUGH = 50;

  private OneWayAudio() {}

  static List<Verdict> judge(CaseFile file) {
    Map<InetSocketAddress, Long> packets =
        file.media().stream()
            .collect(
                Collectors.groupingBy(
                    MediaWay::destination, Collectors.summingLong(MediaWay::packets)));
    return Exchanged.all(file).flatMap(each -> judge(each, packets).stream()).toList();
  }

  /// @param packets how many went where
  private static Optional<Verdict> judge(
      Exchanged exchanged, Map<InetSocketAddress, Long> packets) {
    var caller = address(exchanged.offer(), exchanged.offered());
    var callee = address(exchanged.answer(), exchanged.answered());
    if (caller.isEmpty() || callee.isEmpty()) return Optional.empty();
    long toCaller = packets.getOrDefault(caller.get(), 0L);
    long toCallee = packets.getOrDefault(callee.get(), 0L);
    if (Math.max(toCaller, toCallee) < ENOUGH || Math.min(toCaller, toCallee) > 0) {
      return Optional.empty();
    }
    return toCaller == 0
        ? Optional.of(verdict(exchanged, exchanged.offer(), caller.get()))
        : Optional.of(verdict(exchanged, exchanged.answer(), callee.get()));
  }

  /// Where a side asks for its media; empty where it wants none, or not both ways.
  static Optional<InetSocketAddress> address(Said said, Optional<MediaDescription> media) {
    if (media.isEmpty() || media.get().isRefused()) return Optional.empty();
    // RFC 3264 5.1: recvonly, sendonly and inactive say that nothing shall come one way
    boolean oneWay =
        media.get().attributes().stream()
            .anyMatch(each -> List.of("sendonly", "recvonly", "inactive").contains(each.name()));
    if (oneWay) return Optional.empty();
    SessionDescription session = said.session().orElseThrow();
    return session
        .connection(media.get())
        .flatMap(each -> literal(each.address()))
        .map(each -> new InetSocketAddress(each, media.get().port()));
  }

  private static Optional<InetAddress> literal(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// @param silent who gets nothing
  /// @param told where it asked for its media
  private static Verdict verdict(Exchanged exchanged, Said silent, InetSocketAddress told) {
    boolean isPrivate = told.getAddress().isSiteLocalAddress();
    boolean outside = !silent.from().getAddress().equals(told.getAddress());
    boolean nat = isPrivate && outside;
    String sentence =
        nat
            ? "Media goes one way only: nothing reaches %s, a private address behind a NAT."
                .formatted(Link.text(told))
            : "Media goes one way only: nothing reaches %s.".formatted(Link.text(told));
    return Verdict.of("media.one-way", nat ? 0.9 : 0.7, sentence)
        .seen(silent.frame(), "media is asked for at " + Link.text(told))
        .seen(exchanged.answer().frame(), "the call is answered")
        .cure(
            nat
                ? "Let the device tell its public address, or have a relay of the server carry the"
                    + " media."
                : "Let the firewall pass the ports of the media, and see whether the other side"
                    + " sends.")
        .at(UnitField.RTP_PORTS);
  }
}
