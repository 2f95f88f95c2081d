package ringfence.app.call;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import ringfence.adapter.call.CallStatus;
import ringfence.adapter.unit.UnitStatus;
import ringfence.manage.json.Json;
import ringfence.media.session.SessionStatistics;

/// What came of one `call` or `answer`.
///
/// @param failure why there was no call, or why it is not as it was asked for; empty when it is
record PhoneReport(UnitStatus status, Optional<CallStatus> call, String failure) {
  boolean isOk() {
    return failure.isEmpty();
  }

  void print(PrintWriter out, boolean json) {
    if (json) out.println(json());
    else printText(out);
  }

  private Json json() {
    var line = Phone.line(status);
    long setup = call.flatMap(CallStatus::setup).map(it -> it.toMillis()).orElse(-1L);
    Json.JsonObject json =
        Json.object()
            .put("ok", isOk())
            .put("failure", failure)
            .put("registration", line.registration())
            .put("ended", line.lastEnd());
    if (call.isEmpty()) return json;
    return json.put("callId", call.get().callId())
        .put("peer", call.get().peer())
        .put("setupMillis", setup)
        .put("security", CallJson.security(call))
        .put("dtmfReceived", call.get().keysHeard())
        .put("media", call.get().media().map(PhoneReport::media).orElse(new Json.JsonNull()));
  }

  private static Json media(SessionStatistics media) {
    return Json.object()
        .put("packetsSent", media.sent())
        .put("packetsReceived", media.received())
        .put("lossPercent", CallJson.rounded(media.lossPercent()))
        .put("jitterMillis", media.jitter().toMillis())
        .put("roundTripMillis", media.roundTrip().map(it -> it.toMillis()).orElse(-1L));
  }

  private void printText(PrintWriter out) {
    if (!failure.isEmpty()) out.println("Failed: " + failure);
    if (call.isEmpty()) return;
    out.println("Peer      " + call.get().peer());
    call.get()
        .media()
        .ifPresent(
            media -> {
              out.println("Media     " + media.security().text());
              out.println(
                  String.format(
                      Locale.ROOT,
                      "Packets   %d sent, %d received, %.1f %% lost",
                      media.sent(),
                      media.received(),
                      media.lossPercent()));
            });
    if (!call.get().keysHeard().isEmpty()) out.println("Keys      " + call.get().keysHeard());
    out.println("Ended     " + Phone.line(status).lastEnd());
  }
}
