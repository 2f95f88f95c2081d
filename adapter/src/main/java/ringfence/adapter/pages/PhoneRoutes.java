package ringfence.adapter.pages;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import ringfence.adapter.gateway.LinkStatus;
import ringfence.adapter.line.Handset;
import ringfence.adapter.unit.Adapter;
import ringfence.adapter.unit.UnitStatus;
import ringfence.manage.json.Json;
import ringfence.manage.rest.Operation;
import ringfence.manage.web.Reply;
import ringfence.manage.web.Routes;
import ringfence.manage.web.WebRequest;
import ringfence.media.codec.WavFile;

/// The phones of a unit over HTTP. `{line}` is `1` or `2`.
///
/// `GET /api/status`; `POST /api/lines/{line}/off-hook`, `/on-hook`, `/flash`, `/press` with
/// `keys`, `/say` with a WAV file as the body, `/record`; `GET /api/lines/{line}/heard.wav`.
final class PhoneRoutes {
  /// What they answer, for those who read the interface's document.
  static final List<Operation> OPERATIONS =
      List.of(
          new Operation("GET", "/api/status", "The lines, the links and the Ready light."),
          line("off-hook", "Lifts the receiver."),
          line("on-hook", "Puts the receiver down."),
          line("flash", "Presses the hook, for `ms` milliseconds or as long as a flash."),
          line("press", "Presses `keys`: 1 to 64 of 0-9, *, #, A-D."),
          line("say", "Speaks what the WAV file in the body holds."),
          line("record", "Begins to record what is heard."),
          new Operation(
              "GET", "/api/lines/{line}/heard.wav", "What was heard since the record began."));

  private final Adapter adapter;

  PhoneRoutes(Adapter adapter) {
    this.adapter = adapter;
  }

  private static Operation line(String action, String summary) {
    return new Operation("POST", "/api/lines/{line}/" + action, summary);
  }

  void add(Routes routes) {
    routes.get("/api/status", _ -> Reply.json(status(adapter.status())));
    post(routes, "off-hook", (handset, _) -> done(handset::offHook));
    post(routes, "on-hook", (handset, _) -> done(handset::onHook));
    post(routes, "flash", PhoneRoutes::flash);
    post(routes, "press", PhoneRoutes::press);
    post(routes, "say", PhoneRoutes::say);
    post(routes, "record", (handset, _) -> done(handset::record));
    routes.get("/api/lines/{line}/heard.wav", this::heard);
  }

  private void post(Routes routes, String action, BiFunction<Handset, WebRequest, Reply> answer) {
    routes.post(
        "/api/lines/{line}/" + action,
        request ->
            handset(request)
                .map(handset -> shown(answer.apply(handset, request), request))
                .orElseGet(Reply::notFound));
  }

  /// A browser without script posts the form of a page and is sent back to it.
  private static Reply shown(Reply reply, WebRequest request) {
    return request.field("form").isPresent() ? Reply.see(UnitPages.LINES) : reply;
  }

  private Optional<Handset> handset(WebRequest request) {
    return switch (request.part("line")) {
      case "1" -> adapter.handset(0);
      case "2" -> adapter.handset(1);
      default -> Optional.empty();
    };
  }

  private static Reply done(Runnable action) {
    action.run();
    return Reply.json(Json.object().put("ok", true));
  }

  private static Reply flash(Handset handset, WebRequest request) {
    String millis = request.field("ms").orElse("");
    if (millis.isEmpty()) return done(handset::flash);
    if (!millis.matches("[0-9]{1,5}")) return Reply.text(400, "ms: milliseconds, up to 99999");
    return done(() -> handset.pressHook(Duration.ofMillis(Long.parseLong(millis))));
  }

  private static Reply press(Handset handset, WebRequest request) {
    String keys = request.field("keys").orElse("");
    if (!keys.matches("[0-9*#A-D]{1,64}")) {
      return Reply.text(400, "keys: 1 to 64 of 0-9, *, #, A-D");
    }
    return done(() -> handset.press(keys));
  }

  private static Reply say(Handset handset, WebRequest request) {
    return switch (WavFile.read(request.body())) {
      case WavFile.Samples samples -> {
        var _ = handset.say(samples.samples());
        yield done(() -> {});
      }
      case WavFile.Unusable(String reason) -> Reply.text(400, "The WAV file: " + reason);
    };
  }

  private Reply heard(WebRequest request) {
    return handset(request)
        .map(handset -> handset.recordedSoFar().join())
        .map(it -> Reply.download("audio/wav", WavFile.write(it.samples()), "heard.wav"))
        .orElseGet(Reply::notFound);
  }

  private static Json status(UnitStatus status) {
    List<Json> links = status.links().stream().map(PhoneRoutes::link).toList();
    List<Json> lines = status.lines().stream().map(PhoneRoutes::line).toList();
    return Json.object()
        .put("readyLed", status.readyLed().toString())
        .put("links", Json.array(links))
        .put("lines", Json.array(lines));
  }

  private static Json link(LinkStatus link) {
    return Json.object()
        .put("gateway", link.gateway())
        .put("localPort", link.localPort())
        .put("remoteHost", link.remoteHost().toString())
        .put("status", link.status().toString())
        .put("cause", link.cause())
        .put("tlsVersion", link.tls().map(tls -> tls.version().text()).orElse(""))
        .put("cipherSuite", link.tls().map(tls -> tls.suite()).orElse(""));
  }

  private static Json line(UnitStatus.Line line) {
    return Json.object()
        .put("endpoint", line.endpoint())
        .put("user", line.user())
        .put("registration", line.registration())
        .put("cause", line.cause())
        .put("state", line.state())
        .put("hearing", PhonePanel.text(line.hearing()))
        .put("dialled", line.dialled())
        .put("usable", line.operational())
        .put("lastEnd", line.lastEnd())
        .put(
            "media",
            line.call()
                .flatMap(call -> call.media())
                .map(media -> media.security().text())
                .orElse(""));
  }
}
