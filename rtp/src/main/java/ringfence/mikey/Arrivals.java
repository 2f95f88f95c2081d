package ringfence.mikey;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Keeps out what is replayed or of another time, RFC 3830 sections 5.3 and 5.4.
record Arrivals(ReplayCache replays, Duration clockTolerance) {
  /// Why a message is discarded by its timestamp alone.
  Optional<MikeyRefusal> untimely(InitiatorMessage message, Instant now) {
    Timestamp timestamp = message.timestamp();
    Duration ahead = timestamp.aheadOf(now);
    if (ahead.abs().compareTo(clockTolerance) > 0) {
      return untimely(message, "the timestamp is %+d s off".formatted(ahead.toSeconds()));
    }
    if (replays.saw(message)) {
      return untimely(message, "a message of this timestamp was accepted before");
    }
    return replays.isFull(timestamp.kind(), now)
        ? untimely(message, "too many messages within the clock tolerance")
        : Optional.empty();
  }

  private static Optional<MikeyRefusal> untimely(InitiatorMessage message, String reason) {
    int at = message.contents().offset(message.timestamp());
    return Optional.of(new MikeyRefusal(ErrorNumber.INVALID_TS, "RFC 3830 5.3", reason, at));
  }

  /// Remembers a message that is authentic.
  void admit(InitiatorMessage message, Instant now) {
    replays.add(message, clockTolerance, now);
  }

  /// A refusal of octets that are not the message they should be; with an error message, if so much
  /// of them could be read.
  static Received.Refused unread(MessageReader reader, MikeyRefusal why) {
    Optional<Timestamp> timestamp =
        reader.payloads().stream()
            .filter(Timestamp.class::isInstance)
            .map(Timestamp.class::cast)
            .findFirst();
    return new Received.Refused(
        why, timestamp.flatMap(it -> reader.header().map(header -> Reply.error(header, it, why))));
  }
}
