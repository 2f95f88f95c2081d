package ringfence.adapter.call;

import java.time.Instant;
import java.util.Optional;

/// What the phone of a line does with the call at its ear.
sealed interface PhoneState {
  /// The receiver is down and nobody calls.
  record Idle() implements PhoneState {}

  record Pressing(Dialling dialling) implements PhoneState {}

  /// An own call that is not answered yet.
  record Calling() implements PhoneState {}

  /// The phone rings.
  record Ringing(Optional<NoAnswer> forward) implements PhoneState {

    /// Where the call goes when it rings no longer than this.
    record NoAnswer(String target, Instant at) {}
  }

  record Talking(boolean held) implements PhoneState {}

  /// Both calls are heard and hear each other.
  record Conference() implements PhoneState {}

  /// The receiver is off the hook and only a tone is heard.
  record ToneOnly() implements PhoneState {}

  /// Whether there is a call at the ear that hanging up ends.
  default boolean isInCall() {
    return switch (this) {
      case Calling(), Talking _, Conference() -> true;
      case Idle(), Pressing _, Ringing _, ToneOnly() -> false;
    };
  }

  /// When something comes of waiting.
  default Optional<Instant> deadline() {
    return switch (this) {
      case Pressing(Dialling dialling) -> Optional.of(dialling.deadline());
      case Ringing(var forward) -> forward.map(Ringing.NoAnswer::at);
      case Idle(), Calling(), Talking _, Conference(), ToneOnly() -> Optional.empty();
    };
  }

  /// In one word, for pages and logs.
  default String word() {
    return switch (this) {
      case Idle() -> "Idle";
      case Pressing _ -> "Dialling";
      case Calling() -> "Calling";
      case Ringing _ -> "Ringing";
      case Talking(boolean held) -> held ? "Held" : "Talking";
      case Conference() -> "Conference";
      case ToneOnly() -> "Tone";
    };
  }
}
