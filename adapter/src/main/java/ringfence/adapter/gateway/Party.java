package ringfence.adapter.gateway;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.transaction.Failure;
import ringfence.sip.ua.Call;
import ringfence.sip.ua.CallEvent;
import ringfence.sip.ua.Registration;
import ringfence.sip.ua.RegistrationState;
import ringfence.sip.ua.UaOutput;

/// A call, a registration or a question, with the one who wants its news.
sealed interface Party {
  record InCall(Call call, Consumer<CallEvent> listener) implements Party {}

  record Registering(Registration registration, Consumer<RegistrationState> listener)
      implements Party {}

  /// A question whose answer matters only for being one.
  record Probing(Consumer<Boolean> outcome) implements Party {
    private List<UaOutput> told(boolean answered) {
      outcome.accept(answered);
      return List.of();
    }
  }

  default List<UaOutput> receive(SipResponse response, Instant now) {
    return switch (this) {
      case InCall(Call call, _) -> call.receive(response, now);
      case Registering(Registration registration, _) -> registration.receive(response, now);
      case Probing probing -> response.status().isFinal() ? probing.told(true) : List.of();
    };
  }

  default List<UaOutput> failed(SipRequest request, Failure failure, Instant now) {
    return switch (this) {
      case InCall(Call call, _) -> call.failed(request, failure, now);
      case Registering(Registration registration, _) -> registration.failed(request, failure, now);
      case Probing probing -> probing.told(false);
    };
  }

  default List<UaOutput> elapse(Instant now) {
    return switch (this) {
      case InCall(Call call, _) -> call.elapse(now);
      case Registering(Registration registration, _) -> registration.elapse(now);
      case Probing _ -> List.of();
    };
  }

  default Optional<Instant> deadline() {
    return switch (this) {
      case InCall(Call call, _) -> call.deadline();
      case Registering(Registration registration, _) -> registration.deadline();
      case Probing _ -> Optional.empty();
    };
  }
}
