package ringfence.proxy.routing;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import ringfence.manage.event.Report;
import ringfence.proxy.call.CallBook;
import ringfence.proxy.defence.Defence;
import ringfence.proxy.location.AddressOfRecord;
import ringfence.proxy.location.Binding;
import ringfence.proxy.location.BindingStore;
import ringfence.proxy.location.Gruus;
import ringfence.proxy.location.LocationService;
import ringfence.proxy.location.Reach;
import ringfence.proxy.peer.Peer;
import ringfence.proxy.peer.Trunks;
import ringfence.proxy.policy.Admission;
import ringfence.proxy.policy.Rules;
import ringfence.proxy.registrar.Registrar;
import ringfence.proxy.registrar.RegistrarRules;
import ringfence.proxy.users.NodeKeys;
import ringfence.proxy.users.Subscribers;
import ringfence.sip.auth.DigestAlgorithm;
import ringfence.sip.auth.DigestAnswer;
import ringfence.sip.auth.Secret;
import ringfence.sip.ladder.Ladder;
import ringfence.sip.message.CSeq;
import ringfence.sip.message.Contact;
import ringfence.sip.message.Header;
import ringfence.sip.message.Headers;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.Method;
import ringfence.sip.message.NameAddr;
import ringfence.sip.message.Parameters;
import ringfence.sip.message.Responses;
import ringfence.sip.message.SipMessage;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.StatusCode;
import ringfence.sip.message.Transport;
import ringfence.sip.message.Uri;
import ringfence.sip.message.Via;
import ringfence.sip.transaction.Flow;
import ringfence.sip.transaction.Output;
import ringfence.sip.transaction.Timers;
import ringfence.sip.transaction.TransactionLayer;
import ringfence.transport.Connecting;
import ringfence.transport.Listening;
import ringfence.transport.resolve.Destination;
import ringfence.transport.resolve.Locator;
import ringfence.transport.tls.Refusal;

/// A proxy at 127.0.0.1:5061 with its transactions in virtual time, and phones that are flows: what
/// they get stands in their queues and in the ladder.
public final class Stage {
  public static final String PASSWORD = "geheim";

  /// Calls over a registered TLS link need no second digest, which keeps ladders short.
  public static final Rules TRUSTING =
      new Rules(
          List.of(DigestAlgorithm.MD5, DigestAlgorithm.SHA_256),
          true,
          true,
          java.util.Set.of("102"),
          false);

  /// What is set.
  public record Set(
      boolean strictTransport, boolean relay, Aliases aliases, Trunks trunks, Nodes nodes) {
    static final Set NOTHING = new Set(false, false, Aliases.none(), Trunks.none(), Nodes.none());

    Set strict(boolean strict) {
      return new Set(strict, relay, aliases, trunks, nodes);
    }

    Set with(Trunks other) {
      return new Set(strictTransport, relay, aliases, other, nodes);
    }

    Set with(Aliases other) {
      return new Set(strictTransport, relay, other, trunks, nodes);
    }

    Set with(Nodes other) {
      return new Set(strictTransport, relay, aliases, trunks, other);
    }

    Set relaying() {
      return new Set(strictTransport, true, aliases, trunks, nodes);
    }
  }

  private final Random chance = new Random(7);
  private final Instant start = Instant.parse("2026-01-01T00:00:00Z");
  private final Map<Long, Phone> phones = new HashMap<>();
  private final java.util.Set<Long> down = new HashSet<>();
  private final List<Report> reports = new ArrayList<>();
  private final Subscribers subscribers = new Subscribers();
  private final TransactionLayer layer = new TransactionLayer(Timers.RFC_3261, chance);
  private final LocationService location = new LocationService(BindingStore.none(), a -> a);
  private final Gruus gruus;
  private final ProxyCore core;
  private final CallBook calls;
  private final Servers servers = new Servers();
  private Ladder ladder = new Ladder(start);
  private Instant now = start;

  public Stage() {
    this(false, TRUSTING);
  }

  public Stage(boolean strictTransport, Rules rules) {
    this(strictTransport, rules, Defence.standard());
  }

  public Stage(boolean strictTransport, Rules rules, Defence defence) {
    this(Set.NOTHING.strict(strictTransport), rules, defence);
  }

  /// A proxy with these settings.
  public Stage(Set set) {
    this(set, TRUSTING, Defence.standard());
  }

  private Stage(Set set, Rules rules, Defence defence) {
    for (String user : List.of("100", "101", "102")) {
      subscribers.add(user, PASSWORD.getBytes(), List.of("127.0.0.1", "example.com"));
    }
    var own =
        new OwnAddresses(
            List.of("example.com"),
            List.of(new Listening.Open(Transport.TLS, new InetSocketAddress("127.0.0.1", 5061))),
            Optional.empty());
    this.gruus = new Gruus(new SecretKeySpec(new byte[32], "AES"), chance);
    var keys = NodeKeys.random(chance);
    var admission =
        new Admission(subscribers, rules, defence, location, own::isDomain, keys, chance);
    var registrar =
        new Registrar(location, admission, RegistrarRules.usual(), gruus, own::isDomain, chance);
    var place =
        new Place(
            own,
            location,
            servers,
            set.trunks(),
            set.nodes(),
            new Place.Rules(set.strictTransport(), set.relay(), set.aliases()),
            new Patience(Duration.ofSeconds(185), Duration.ofSeconds(20), Duration.ofSeconds(4)),
            1000);
    this.calls = defence.calls();
    this.core = new ProxyCore(place, admission, registrar, new FlowToken(keys), chance);
  }

  private boolean isUp(Flow flow) {
    return !down.contains(flow.id());
  }

  public Servers servers() {
    return servers;
  }

  public Instant now() {
    return now;
  }

  public LocationService location() {
    return location;
  }

  public Gruus gruus() {
    return gruus;
  }

  public List<Report> reports() {
    return reports;
  }

  public ProxyCore core() {
    return core;
  }

  /// The ladder since the start or the last call of this.
  public String ladder() {
    String text = ladder.toString().replaceAll("(?m)^ +", "");
    ladder = new Ladder(now);
    return text + "\n";
  }

  /// A phone on a TLS link from 127.0.0.1.
  public Phone phone(String name, int port) {
    return phone(name, Transport.TLS, port);
  }

  public Phone phone(String name, Transport transport, int port) {
    var local = new InetSocketAddress("127.0.0.1", 5061);
    var remote = new InetSocketAddress("127.0.0.1", port);
    var phone = new Phone(name, new Flow(phones.size() + 1L, transport, local, remote));
    phones.put(phone.flow.id(), phone);
    return phone;
  }

  /// Lets time pass, with every timer on the way.
  public void advance(Duration duration) {
    Instant end = now.plus(duration);
    for (var due = deadline(); due.isPresent() && !due.get().isAfter(end); due = deadline()) {
      if (due.get().isAfter(now)) now = due.get();
      servers.elapse();
      perform(core.elapse(now));
      news(layer.elapse(now));
    }
    now = end;
  }

  private Optional<Instant> deadline() {
    return Stream.of(layer.deadline(), core.deadline(), servers.deadline())
        .flatMap(Optional::stream)
        .min(Instant::compareTo);
  }

  private void news(List<Output> outputs) {
    Deque<Output> queue = new ArrayDeque<>(outputs);
    while (!queue.isEmpty()) {
      Output output = queue.poll();
      if (output instanceof Output.DeliverRequest(var request, _, var flow)) {
        calls.heard(request, flow, now);
      }
      if (output instanceof Output.Transmit(var message, var flow)) transmit(message, flow);
      else perform(core.receive(output, now));
    }
  }

  private void perform(List<ProxyOutput> outputs) {
    for (ProxyOutput output : outputs) {
      switch (output) {
        case ProxyOutput.Respond(var server, var response) -> {
          news(layer.respond(server, response, now));
          calls.answered(response, now);
        }
        case ProxyOutput.RespondWhenKept(var server, var kept, _) ->
            news(layer.respond(server, kept, now));
        case ProxyOutput.Forward(var request, var flow) ->
            news(layer.start(request, flow, now).outputs());
        case ProxyOutput.Locate(var ticket, var peer) ->
            perform(core.located(ticket, servers.locate(peer), now));
        case ProxyOutput.Connect(var ticket, var peer, var at) -> servers.connect(ticket, peer, at);
        case ProxyOutput.Avoid(var at) -> servers.avoided.add(at);
        case ProxyOutput.Cancel(var client) -> news(layer.cancel(client, now));
        case ProxyOutput.Pass(var ack, var flow) -> transmit(ack, flow);
        case ProxyOutput.Told(var report) -> reports.add(report);
      }
    }
  }

  private void transmit(SipMessage message, Flow flow) {
    if (!isUp(flow)) {
      news(layer.flowFailed(flow, now));
      return;
    }
    Phone phone = phones.get(flow.id());
    ladder.between(now, "proxy", phone.name, message);
    phone.received.add(message);
  }

  /// The servers beyond the proxy: what DNS says of them, and what comes of connecting.
  public final class Servers implements Links {
    private static final Duration TOO_LONG = Duration.ofSeconds(4);

    private final Map<String, List<Destination>> names = new HashMap<>();
    private final Map<Destination, Phone> listening = new HashMap<>();
    private final java.util.Set<Destination> holes = new HashSet<>();
    private final Map<Long, Peer> peers = new HashMap<>();
    private final Map<Long, Instant> waiting = new TreeMap<>();
    final List<Destination> avoided = new ArrayList<>();

    /// A server that listens at that port of 127.0.0.1.
    public Phone listens(String name, int port) {
      Phone server = phone(name, port);
      listening.put(at(port), server);
      return server;
    }

    /// Nothing ever comes back from there.
    public void swallows(int port) {
      holes.add(at(port));
    }

    /// What DNS says of a name: 127.0.0.1 with these ports, in this order.
    public void named(String host, int... ports) {
      names.put(host, IntStream.of(ports).mapToObj(this::at).toList());
    }

    public Destination at(int port) {
      return Destination.of(Transport.TLS, InetAddress.getLoopbackAddress(), port);
    }

    /// A connection that a server opened, with its certificate.
    public void isFrom(Phone server, Peer peer) {
      peers.put(server.flow.id(), peer);
    }

    @Override
    public boolean isMutual(Flow flow) {
      return false;
    }

    Locator.Located locate(Peer peer) {
      List<Destination> found = names.getOrDefault(peer.target().host(), List.of());
      return found.isEmpty()
          ? new Locator.Located.NotFound("no server of that name")
          : new Locator.Located.Found(found);
    }

    void connect(long ticket, Peer peer, Destination destination) {
      ladder.note(now, "proxy connects to " + destination);
      if (holes.contains(destination)) {
        waiting.put(ticket, now.plus(TOO_LONG));
        return;
      }
      Phone server = listening.get(destination);
      if (server == null) {
        perform(core.connected(ticket, refused("Nobody listens there."), now));
        return;
      }
      peers.put(server.flow.id(), peer);
      var up = new Connecting.Connected(server.flow, Optional.empty());
      perform(core.connected(ticket, up, now));
    }

    private Connecting refused(String why) {
      return new Connecting.Refused(new Refusal(Refusal.Cause.REFUSED, why, "", ""));
    }

    Optional<Instant> deadline() {
      return waiting.values().stream().min(Instant::compareTo);
    }

    void elapse() {
      for (var each : Map.copyOf(waiting).entrySet()) {
        if (now.isBefore(each.getValue())) continue;
        waiting.remove(each.getKey());
        perform(core.connected(each.getKey(), refused("It does not answer."), now));
      }
    }

    @Override
    public boolean isUp(Flow flow) {
      return Stage.this.isUp(flow);
    }

    @Override
    public Optional<Peer> peerOf(Flow flow) {
      return Optional.ofNullable(peers.get(flow.id()));
    }

    @Override
    public Optional<Flow> openTo(Peer peer) {
      return phones.values().stream()
          .map(Phone::flow)
          .filter(flow -> isUp(flow) && peerOf(flow).equals(Optional.of(peer)))
          .findFirst();
    }
  }

  /// A device at the other end of a flow.
  public final class Phone {
    private final String name;
    private final Flow flow;
    private final Deque<SipMessage> received = new ArrayDeque<>();
    private int count;

    private Phone(String name, Flow flow) {
      this.name = name;
      this.flow = flow;
    }

    public Flow flow() {
      return flow;
    }

    /// Its link breaks.
    public void hangsDead() {
      down.add(flow.id());
      ladder.note(now, name + " loses its link");
      news(layer.flowFailed(flow, now));
      perform(core.flowGone(flow));
    }

    /// A binding for an hour, without REGISTER.
    public void isRegisteredAs(String user, String contact) {
      var aor = new AddressOfRecord(user, "127.0.0.1");
      List<Binding> bindings = new ArrayList<>(location.bindings(aor, now));
      bindings.add(
          new Binding(
              aor,
              Uri.parse(contact),
              Parameters.NONE,
              1000,
              "registration-" + name,
              1,
              now.plus(Duration.ofHours(1)),
              new Reach.Live(flow),
              ""));
      location.commit(aor, bindings);
    }

    /// `sip:100@127.0.0.1:16000;transport=tls`
    public String contact(String user) {
      return "sip:" + user + "@127.0.0.1:" + flow.remote().getPort() + ";transport=tls";
    }

    public void isRegisteredAs(String user) {
      isRegisteredAs(user, contact(user));
    }

    public void sends(SipMessage message) {
      ladder.between(now, name, "proxy", message);
      news(layer.receive(message, flow, now));
    }

    /// A request with fresh Via and Call-ID that opens a dialog or stands alone.
    public SipRequest request(Method method, String uri, String from, String to) {
      count++;
      Via via =
          Via.of(
              flow.transport(),
              HostPort.of("127.0.0.1", flow.remote().getPort()),
              Via.MAGIC_COOKIE + name + count);
      Headers headers =
          Headers.NONE
              .append(Header.VIA, via)
              .append(Header.MAX_FORWARDS, 70)
              .append(Header.FROM, NameAddr.of(Uri.parse(from)).withTag("from" + name + count))
              .append(Header.TO, NameAddr.of(Uri.parse(to)))
              .append(Header.CALL_ID, "call-" + name + count)
              .append(Header.CSEQ, new CSeq(1, method));
      return new SipRequest(method, Uri.parse(uri), headers);
    }

    public SipRequest invite(String from, String to) {
      String address = "sip:" + to + "@127.0.0.1:5061";
      return request(Method.INVITE, address, "sip:" + from + "@127.0.0.1:5061", address)
          .with(Header.CONTACT, Contact.of(Uri.parse(contact(from))));
    }

    /// Calls and returns its INVITE.
    public SipRequest calls(String from, String to) {
      SipRequest invite = invite(from, to);
      sends(invite);
      return invite;
    }

    public SipResponse answers(SipRequest request, int status) {
      SipResponse response = Responses.establishing(request, new StatusCode(status), "to" + name);
      response = response.with(Header.CONTACT, Contact.of(Uri.parse(contact("answerer"))));
      sends(response);
      return response;
    }

    /// The next request it got, after dropping what came before.
    public SipRequest gotRequest(Method method) {
      while (!received.isEmpty()) {
        if (received.poll() instanceof SipRequest request && request.is(method)) return request;
      }
      throw new AssertionError(name + " got no " + method);
    }

    public SipResponse gotResponse(int status) {
      while (!received.isEmpty()) {
        if (received.poll() instanceof SipResponse response
            && response.status().value() == status) {
          return response;
        }
      }
      throw new AssertionError(name + " got no " + status);
    }

    public boolean gotNothing() {
      return received.isEmpty();
    }

    /// All it got since it was last asked.
    public List<SipMessage> takes() {
      List<SipMessage> all = List.copyOf(received);
      received.clear();
      return all;
    }

    public void forgets() {
      received.clear();
    }

    /// A REGISTER of its own contact for an hour.
    public SipRequest register(String user) {
      SipRequest register = registerNothing(user);
      return register.with(Header.CONTACT, Contact.of(Uri.parse(contact(user))));
    }

    /// A REGISTER that asks for the bindings.
    public SipRequest registerNothing(String user) {
      String aor = "sip:" + user + "@127.0.0.1:5061";
      return request(Method.REGISTER, "sip:127.0.0.1:5061", aor, aor);
    }

    /// Sends a request, answers the challenge that comes, and returns what comes then.
    public SipResponse authenticated(SipRequest request, String user, String password) {
      sends(request);
      SipResponse challenge = lastResponse();
      int status = challenge.status().value();
      if (status != 401 && status != 407) return challenge;
      SipRequest again =
          new DigestAnswer(user, Secret.password(password))
              .answer(request, challenge, chance)
              .orElseThrow();
      count++;
      Via via = again.topVia();
      CSeq next = new CSeq(again.cseq().number() + 1, again.method());
      Headers headers =
          again
              .headers()
              .withFirst(Header.VIA, Via.of(via.transport(), via.sentBy(), "z9hG4bKagain" + count))
              .with(Header.CSEQ, next);
      sends(again.with(headers));
      return lastResponse();
    }

    public SipResponse lastResponse() {
      if (received.isEmpty()) throw new AssertionError(name + " got nothing");
      var last = (SipResponse) received.getLast();
      received.clear();
      return last;
    }

    public SipRequest cancelOf(SipRequest invite) {
      Headers headers =
          invite.headers().without(Header.CONTACT).with(Header.CSEQ, new CSeq(1, Method.CANCEL));
      return new SipRequest(Method.CANCEL, invite.uri(), headers);
    }

    /// A request within the dialog that `ok` opened, from the caller's side.
    public SipRequest within(SipRequest invite, SipResponse ok, Method method) {
      SipRequest request =
          request(method, "sip:x@x", "sip:x@x", "sip:x@x")
              .withUri(((Contact.Address) ok.headers().first(Header.CONTACT).orElseThrow()).uri());
      long number = method.equals(Method.ACK) ? 1 : 2;
      Headers headers =
          request
              .headers()
              .with(Header.FROM, invite.from())
              .with(Header.TO, ok.to())
              .with(Header.CALL_ID, invite.callId())
              .with(Header.CSEQ, new CSeq(number, method));
      for (NameAddr route : ok.headers().all(Header.RECORD_ROUTE).reversed()) {
        headers = headers.append(Header.ROUTE, route);
      }
      return request.with(headers);
    }

    /// The same from the side that answered `invite`, as it got it.
    public SipRequest withinAsCallee(SipRequest invite, SipResponse ok, Method method) {
      SipRequest request =
          request(method, "sip:x@x", "sip:x@x", "sip:x@x")
              .withUri(
                  ((Contact.Address) invite.headers().first(Header.CONTACT).orElseThrow()).uri());
      Headers headers =
          request
              .headers()
              .with(Header.FROM, ok.to())
              .with(Header.TO, invite.from())
              .with(Header.CALL_ID, invite.callId())
              .with(Header.CSEQ, new CSeq(1, method));
      for (NameAddr route : invite.headers().all(Header.RECORD_ROUTE)) {
        headers = headers.append(Header.ROUTE, route);
      }
      return request.with(headers);
    }
  }
}
