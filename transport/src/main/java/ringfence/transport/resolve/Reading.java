package ringfence.transport.resolve;

import java.time.Duration;

/// What the response of a DNS server says about a question.
sealed interface Reading {
  /// That is the answer.
  ///
  /// @param timeToLive how long it need not be asked for again
  record Settled(Answer answer, Duration timeToLive) implements Reading {
    Settled within(Duration other) {
      return other.compareTo(timeToLive) < 0 ? new Settled(answer, other) : this;
    }
  }

  /// The name is an alias of another, about which this response says nothing.
  record Alias(String name, Duration timeToLive) implements Reading {}

  /// This server cannot tell; another one may.
  ///
  /// @param reason a part of a sentence
  record Unable(String reason) implements Reading {}
}
