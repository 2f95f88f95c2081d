package ringfence.sip.ua;

import java.util.ArrayList;
import java.util.List;
import ringfence.sip.message.Header;
import ringfence.sip.message.Headers;

/// Gathers the outputs of one step, and puts the header fields of its messages into the order in
/// which the units write them: what routes and names the message, the rest by name, the body last.
final class Outbox {
  private static final List<Header<?>> FIRST =
      List.of(
          Header.VIA,
          Header.RECORD_ROUTE,
          Header.MAX_FORWARDS,
          Header.ROUTE,
          Header.FROM,
          Header.TO,
          Header.CALL_ID,
          Header.CSEQ,
          Header.AUTHORIZATION,
          Header.PROXY_AUTHORIZATION);
  private static final List<Header<?>> LAST = List.of(Header.CONTENT_TYPE, Header.CONTENT_LENGTH);

  private final List<UaOutput> outputs = new ArrayList<>();

  void add(UaOutput output) {
    outputs.add(
        switch (output) {
          case UaOutput.Send(var request, var destination) ->
              new UaOutput.Send(request.with(ordered(request.headers())), destination);
          case UaOutput.Ack(var ack, var destination) ->
              new UaOutput.Ack(ack.with(ordered(ack.headers())), destination);
          case UaOutput.Respond(var key, var response) ->
              new UaOutput.Respond(key, response.with(ordered(response.headers())));
          case UaOutput.Cancel _, UaOutput.Told _, UaOutput.Changed _, UaOutput.Finished _ ->
              output;
        });
  }

  private static Headers ordered(Headers headers) {
    return headers.ordered(FIRST, LAST);
  }

  /// Ends the step.
  List<UaOutput> take() {
    List<UaOutput> all = List.copyOf(outputs);
    outputs.clear();
    return all;
  }
}
