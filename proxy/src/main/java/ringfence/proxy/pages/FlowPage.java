package ringfence.proxy.pages;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ringfence.manage.json.Json;
import ringfence.manage.status.Cell;
import ringfence.manage.status.Tone;
import ringfence.manage.web.Page;
import ringfence.manage.web.Part;
import ringfence.manage.web.Query;
import ringfence.manage.web.Reply;
import ringfence.proxy.admin.Amounts;
import ringfence.proxy.admin.FlowTables;
import ringfence.proxy.admin.ProxyAdmin;
import ringfence.proxy.admin.ProxyTables;
import ringfence.proxy.flow.FlowDetails;
import ringfence.proxy.flow.FlowRecord;
import ringfence.proxy.flow.Transition;

/// One link, open or closed: what is known of it, and the last that happened between its peer's
/// address and us.
final class FlowPage {
  static final String ALL_PATH = "/api/flows";
  static final String ONE_PATH = "/api/flows/{id}";

  private static final String FORGOTTEN = "No such link is up, nor has one closed lately.";

  private final ProxyAdmin proxy;

  private FlowPage(ProxyAdmin proxy) {
    this.proxy = proxy;
  }

  static Page of(ProxyAdmin proxy) {
    return Page.of("Status", "Flow").asked(new FlowPage(proxy)::parts).unlisted();
  }

  private List<Part> parts(Query query) {
    Part all = new Part.Link("All flows", "/status/flows");
    return query
        .field("id")
        .flatMap(id -> details(proxy, id))
        .map(it -> List.of(facts(it.flow()), transitions(it), all))
        .orElseGet(() -> List.of(new Part.Notice(FORGOTTEN, Tone.WAITING), all));
  }

  private static Optional<FlowDetails> details(ProxyAdmin proxy, String id) {
    if (!id.matches("-?\\d{1,18}")) return Optional.empty();
    return proxy.asked(it -> it.flow(Long.parseLong(id)).join()).flatMap(it -> it);
  }

  private static Part facts(FlowRecord flow) {
    Instant end = flow.end().map(FlowRecord.End::at).orElseGet(Instant::now);
    Part.Facts facts =
        Part.Facts.of("Flow " + flow.id())
            .fact("State", state(flow))
            .fact("Peer", Amounts.address(flow.remote()))
            .fact("Local address", Amounts.address(flow.local()))
            .fact("Opened by", FlowTables.opener(flow))
            .fact("Opened at", Amounts.moment(flow.openedAt()))
            .fact("Age", Amounts.span(Duration.between(flow.openedAt(), end)))
            .fact("Last heard", Amounts.moment(flow.lastIn()))
            .fact("Security", FlowTables.security(flow))
            .fact("Users", FlowTables.users(flow.users()))
            .fact("Round trip", flow.roundTrip().map(Amounts::brief).orElse("not measured"))
            .fact("Received", Amounts.octets(flow.bytesIn()))
            .fact("Sent", Amounts.octets(flow.bytesOut()));
    return flow.peer().map(peer -> with(facts, peer)).orElse(facts);
  }

  private static Cell state(FlowRecord flow) {
    return flow.end()
        .map(end -> new Cell("Closed (" + FlowTables.cause(end) + "): " + end.text(), Tone.BAD))
        .orElseGet(() -> new Cell("Up", Tone.GOOD));
  }

  private static Part.Facts with(Part.Facts facts, FlowRecord.Certificate peer) {
    return facts
        .fact("Certificate of", peer.subject())
        .fact("Its names", String.join(", ", peer.names()))
        .fact("Its serial number", peer.serial())
        .fact("Valid until", Amounts.moment(peer.until()));
  }

  private static Part transitions(FlowDetails details) {
    String address = details.flow().remote().getAddress().getHostAddress();
    var table =
        Part.StatusTable.of("Links of " + address, "At", "What", "Port", "Sentence")
            .none("Nothing is remembered of this address.");
    for (Transition each : details.transitions()) {
      table =
          table.row(
              Cell.of(Amounts.moment(each.at())),
              what(each.kind()),
              Cell.of(each.port()),
              Cell.of(each.text()));
    }
    return table;
  }

  private static Cell what(Transition.Kind kind) {
    return switch (kind) {
      case OPENED -> new Cell("Opened", Tone.GOOD);
      case CLOSED -> Cell.of("Closed");
      case FAILED -> new Cell("Failed", Tone.BAD);
    };
  }

  static Reply json(ProxyAdmin proxy) {
    return proxy
        .flows()
        .map(flows -> Reply.json(FlowJson.of(flows)))
        .orElseGet(() -> Reply.text(503, ProxyTables.STOPPED));
  }

  static Reply json(ProxyAdmin proxy, String id) {
    return details(proxy, id)
        .map(details -> Reply.json(FlowJson.of(details)))
        .orElseGet(() -> Reply.json(404, Json.object().put("title", FORGOTTEN)));
  }
}
