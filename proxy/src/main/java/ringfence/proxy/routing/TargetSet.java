package ringfence.proxy.routing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import ringfence.proxy.location.AddressOfRecord;
import ringfence.proxy.location.Binding;
import ringfence.proxy.location.ContactLint;
import ringfence.proxy.location.Gruus;
import ringfence.proxy.location.LocationService;
import ringfence.proxy.location.Reach;
import ringfence.proxy.peer.Peer;
import ringfence.proxy.peer.Trunk;
import ringfence.proxy.peer.Trunks;
import ringfence.proxy.routing.RecordRoute.Routed;
import ringfence.sip.message.Header;
import ringfence.sip.message.NameAddr;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipUri;
import ringfence.sip.message.StatusCode;
import ringfence.sip.message.Transport;
import ringfence.sip.message.Uri;
import ringfence.sip.transaction.Flow;

/// Determines where a request goes, RFC 3261 section 16.5. It only ever goes to a flow that a
/// device of ours opened or a dialog of ours runs over, to a server that was set, and for our own
/// users, where that is allowed, to their domains: no connection is made to an address that a
/// stranger named.
final class TargetSet {
  static final String GONE = "the connection of the device is gone and it has not registered again";

  /// Where all copies go, or why none does.
  sealed interface Result {
    record Found(List<Target> targets) implements Result {}

    record None(Refusal refusal) implements Result {}
  }

  private final OwnAddresses own;
  private final LocationService location;
  private final Links links;
  private final Trunks trunks;
  private final Nodes nodes;
  private final Place.Rules rules;
  private final Predicate<AddressOfRecord> isUser;
  private final Gruus gruus;

  TargetSet(Place place, Predicate<AddressOfRecord> isUser, Gruus gruus) {
    this.own = place.own();
    this.location = place.location();
    this.links = place.links();
    this.trunks = place.trunks();
    this.nodes = place.nodes();
    this.rules = place.rules();
    this.isUser = isUser;
    this.gruus = gruus;
  }

  /// @param mayLeave whether the sender may call beyond our users: it is one of them
  Result of(Routed routed, boolean mayLeave, Instant now) {
    SipRequest request = routed.request();
    Optional<Flow> flow = routed.named().map(FlowToken.Named::flow).filter(links::isUp);
    if (flow.isPresent()) return found(Way.over(flow.get(), request.uri()));
    Optional<Peer> node = nextNode(request);
    if (node.isPresent()) return found(Way.to(node.get(), request.uri()));
    if (routed.token()) return withinDialog(request, routed.named().get(), now);
    // A name of ours is never looked up among contacts: a user could register another's address.
    if (own.isUs(request.uri())) return ofUsers((SipUri) request.uri(), mayLeave, now);
    return elsewhere(request, mayLeave, now);
  }

  private Optional<Peer> nextNode(SipRequest request) {
    return request
        .headers()
        .first(Header.ROUTE)
        .map(NameAddr::uri)
        .flatMap(nodes::named)
        .flatMap(nodes::reach);
  }

  /// The flow of the dialog is gone: its server may be reached again, or its device have registered
  /// over another.
  private Result withinDialog(SipRequest request, FlowToken.Named named, Instant now) {
    Optional<Peer> server = named.peer().isEmpty() ? Optional.empty() : reach(named.peer());
    if (server.isPresent()) return found(Way.to(server.get(), request.uri()));
    Optional<Way> again = ofContact(request.uri(), now);
    if (again.isPresent()) return found(again.get());
    // RFC 5626 5.3.1: "If the flow no longer exists, the proxy SHOULD send a 430 (Flow Failed)
    // response to the request."
    return none(StatusCode.FLOW_FAILED, GONE);
  }

  private Optional<Peer> reach(String name) {
    return nodes.reach(name).or(() -> trunks.named(name)).or(() -> DomainPeer.named(name));
  }

  private Optional<Way> ofContact(Uri contact, Instant now) {
    if (own.isUs(contact)) return ofDevice((SipUri) contact, now);
    return location.byContact(contact, now).flatMap(this::way);
  }

  /// The way to the device that a GRUU names, RFC 5627.
  private Optional<Way> ofDevice(SipUri uri, Instant now) {
    return gruus.read(uri, location, now).stream()
        .flatMap(named -> named.bindings().stream())
        .filter(binding -> isReachable(binding, uri))
        .flatMap(binding -> way(binding).stream())
        .findFirst();
  }

  private Result elsewhere(SipRequest request, boolean mayLeave, Instant now) {
    Optional<Way> device = ofContact(request.uri(), now);
    if (device.isPresent()) return found(device.get());
    if (request.to().tag().isPresent()) {
      String why = "this proxy has no part in that dialog";
      return none(StatusCode.CALL_OR_TRANSACTION_DOES_NOT_EXIST, why);
    }
    List<Way> ways = mayLeave ? toDomain((SipUri) request.uri()) : List.of();
    return ways.isEmpty()
        ? none(StatusCode.FORBIDDEN, "this proxy serves its own domains only")
        : new Result.Found(List.of(Target.of(ways)));
  }

  private List<Way> toDomain(SipUri uri) {
    List<Way> ways =
        trunks.forDomain(uri.host().host()).stream()
            .filter(trunk -> isSafe(trunk, uri))
            .map(trunk -> Way.to(trunk.peer(), uri))
            .toList();
    boolean open = rules.relay() && uri.transport().map(Transport::isSecure).orElse(true);
    return ways.isEmpty() && open ? List.of(Way.to(DomainPeer.of(uri), uri)) : ways;
  }

  /// RFC 3261 26.2.2: a sips: request goes over TLS on every hop.
  private static boolean isSafe(Trunk trunk, SipUri uri) {
    return !uri.secure() || trunk.peer().target().transport().isSecure();
  }

  private Result ofUsers(SipUri uri, boolean mayLeave, Instant now) {
    List<Target> targets = new ArrayList<>();
    Optional<Result.None> refused = Optional.empty();
    for (SipUri meant : rules.aliases().meant(uri)) {
      switch (ofUser(meant, mayLeave, now)) {
        case Result.Found(var found) -> targets.addAll(found);
        case Result.None none -> refused = Optional.of(refused.orElse(none));
      }
    }
    return targets.isEmpty() ? refused.orElseThrow() : new Result.Found(targets);
  }

  private Result ofUser(SipUri uri, boolean mayLeave, Instant now) {
    if (uri.parameters().has("gr")) {
      // RFC 5627 6.1: "If it contains the "gr" URI parameter but is not equivalent, [...] to a
      // currently valid GRUU within the domain, it SHOULD be rejected with a 404"
      return gruus
          .read(uri, location, now)
          .map(named -> ofBindings(named.bindings(), uri))
          .orElseGet(() -> none(StatusCode.NOT_FOUND, "this GRUU names no device"));
    }
    Optional<AddressOfRecord> aor = AddressOfRecord.of(uri).filter(isUser);
    if (aor.isEmpty()) return toTrunk(uri, mayLeave);
    return ofBindings(location.bindings(aor.get(), now), uri);
  }

  private Result ofBindings(List<Binding> bindings, SipUri uri) {
    if (bindings.isEmpty()) {
      return none(StatusCode.TEMPORARILY_UNAVAILABLE, "the user is not registered");
    }
    List<Binding> fit = bindings.stream().filter(binding -> isReachable(binding, uri)).toList();
    if (fit.isEmpty()) return none(StatusCode.TEMPORARILY_UNAVAILABLE, GONE);
    if (rules.strictTransport() && fit.stream().anyMatch(ContactLint::hidesTls)) {
      return none(
          StatusCode.SERVER_INTERNAL_ERROR,
          "strict_transport: the Contact was registered over TLS without transport=tls");
    }
    return new Result.Found(targets(fit));
  }

  private Result toTrunk(SipUri uri, boolean mayLeave) {
    List<Trunk> fitting = mayLeave ? trunks.forUser(uri.userText().orElse("")) : List.of();
    List<Way> ways =
        fitting.stream()
            .filter(trunk -> isSafe(trunk, uri))
            .map(trunk -> Way.to(trunk.peer(), trunk.uri(uri)))
            .toList();
    return ways.isEmpty()
        ? none(StatusCode.NOT_FOUND, "no such user")
        : new Result.Found(List.of(Target.of(ways)));
  }

  private boolean isReachable(Binding binding, SipUri uri) {
    // RFC 3261 26.2.2: a sips: request goes over TLS on every hop
    boolean secure = !uri.secure() || binding.reach().transport().isSecure();
    return secure
        && switch (binding.reach()) {
          case Reach.Live(var flow) -> links.isUp(flow);
          case Reach.Elsewhere elsewhere -> nodes.reach(elsewhere.node()).isPresent();
          case Reach.Awaiting _ -> false;
        };
  }

  /// One target for each device, however many flows it holds.
  private List<Target> targets(List<Binding> bindings) {
    // RFC 5626 5.3: "the proxy MUST NOT populate the target set with more than one contact with the
    // same AOR and instance-id at a time"
    if (bindings.size() == 1) return List.of(target(bindings));
    Map<String, List<Binding>> devices = new LinkedHashMap<>();
    for (Binding binding : bindings) {
      String device = binding.instance().orElseGet(() -> binding.contact().toString());
      devices.computeIfAbsent(device, _ -> new ArrayList<>()).add(binding);
    }
    return devices.values().stream().map(this::target).toList();
  }

  /// The flow that was registered last is the one to try first.
  private Target target(List<Binding> flows) {
    List<Way> ways =
        flows.stream()
            .sorted(Comparator.comparing(Binding::expires).reversed())
            .flatMap(binding -> way(binding).stream())
            .toList();
    return new Target(flows.getFirst().q(), ways);
  }

  private Optional<Way> way(Binding binding) {
    // RFC 3261 16.6 step 2: "If the URI contains any parameters not allowed in a Request-URI, they
    // MUST be removed."
    Uri uri =
        binding.contact() instanceof SipUri sip
            ? sip.withoutHeaders().withoutParameter("method")
            : binding.contact();
    return switch (binding.reach()) {
      case Reach.Live(var flow) ->
          Optional.of(new Way(new Way.Hop.Over(flow), uri, binding.path()));
      case Reach.Elsewhere(var node, var token, _, _) -> atNode(node, token, uri, binding.path());
      case Reach.Awaiting _ -> Optional.empty();
    };
  }

  private Optional<Way> atNode(String node, String token, Uri uri, List<NameAddr> path) {
    Optional<Peer> peer = nodes.reach(node);
    Optional<Uri> route = nodes.route(node, token);
    if (peer.isEmpty() || route.isEmpty()) return Optional.empty();
    List<NameAddr> routes =
        Stream.concat(Stream.of(NameAddr.of(route.get())), path.stream()).toList();
    return Optional.of(new Way(new Way.Hop.To(peer.get()), uri, routes));
  }

  private static Result found(Way way) {
    return new Result.Found(List.of(Target.of(List.of(way))));
  }

  private static Result none(StatusCode status, String why) {
    return new Result.None(Refusal.of(status, why));
  }
}
