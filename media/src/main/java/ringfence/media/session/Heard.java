package ringfence.media.session;

/// What a datagram brought that the call should know.
public sealed interface Heard {
  /// Audio, a report, or nothing of interest.
  record Media() implements Heard {}

  /// A DTMF key, once: `0` to `9`, `*`, `#`, `A` to `D`.
  record Key(char key) implements Heard {}

  /// The peer says that it sends no more; RFC 3550 section 6.6.
  record Goodbye() implements Heard {}

  /// Nothing was believed; the counters know why.
  record Dropped() implements Heard {}

  Media MEDIA = new Media();
  Goodbye GOODBYE = new Goodbye();
  Dropped DROPPED = new Dropped();
}
