package ringfence.transport.resolve;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ringfence.sip.message.Transport;
import ringfence.transport.resolve.DnsRecord.Address;
import ringfence.transport.resolve.DnsRecord.Naptr;
import ringfence.transport.resolve.DnsRecord.Srv;
import ringfence.transport.resolve.Locator.Located;
import ringfence.transport.resolve.Question.Kind;

/// How a client finds the servers of a target, RFC 3263 section 4. Without I/O: from the answers
/// there are so far it says what to ask next, or what it has found.
///
/// @param known the addresses of the target where no DNS is needed: it is one, or a table has it
/// @param chance for the weights of RFC 2782; the same chance gives the same order
record ClientUsage(Target target, List<InetAddress> known, RandomGenerator chance) {
  /// So many servers of a service are looked at, and so many addresses tried.
  static final int MOST = 16;

  /// What is to be done.
  sealed interface Step {
    /// To ask; none has an answer yet.
    record Ask(Set<Question> questions) implements Step {}

    record Done(Located located) implements Step {}
  }

  Step next(Map<Question, Answer> answers) {
    // RFC 3263 4.2: "If TARGET is a numeric IP address, the client uses that address."
    if (!known.isEmpty()) return found(known.stream().map(this::here));
    // "If the TARGET was not a numeric IP address, but a port is present in the URI, the client
    // performs an A or AAAA record lookup of the domain name."
    if (target.port() != 0) return byAddress(answers);
    return target.asksNaptr() ? byNaptr(answers) : byServices(ownServices(), answers);
  }

  private Step byNaptr(Map<Question, Answer> answers) {
    var question = new Question(target.host(), Kind.NAPTR);
    if (!answers.containsKey(question)) return new Step.Ask(Set.of(question));
    return switch (answer(question, answers)) {
      case Answer.Failed(String reason) -> notFound(reason);
      case Answer.None _ -> byServices(ownServices(), answers);
      case Answer.Records(List<DnsRecord> records) -> {
        var offered = Service.offered(only(Naptr.class, records), target.transports());
        yield byServices(offered.isEmpty() ? ownServices() : offered, answers);
      }
    };
  }

  /// RFC 3263 4.1: "If no NAPTR records are found, the client constructs SRV queries for those
  /// transport protocols it supports, and does a query for each."
  private List<Service> ownServices() {
    return target.transports().stream().map(it -> Service.of(it, target.host())).toList();
  }

  /// Takes the best transport that the domain offers and none after it: whoever can make
  /// connections fail shall not thereby choose a weaker one.
  private Step byServices(List<Service> services, Map<Question, Answer> answers) {
    Optional<Step> ask = ask(services, it -> Stream.of(question(it)), answers);
    if (ask.isPresent()) return ask.get();
    boolean given = false;
    for (Service service : services) {
      Answer answer = answer(question(service), answers);
      if (answer instanceof Answer.Failed(String reason)) return notFound(reason);
      if (!(answer instanceof Answer.Records(List<DnsRecord> records))) continue;
      given = true;
      List<Srv> servers = servers(only(Srv.class, records));
      if (!servers.isEmpty()) return byServers(service.transport(), servers, answers);
    }
    // RFC 2782: "If there is precisely one SRV RR, and its Target is "." (the root domain), abort."
    if (given) return notFound("The domain " + target.host() + " says that it has no SIP server.");
    // RFC 3263 4.2: "If no SRV records were found, the client performs an A or AAAA record lookup"
    return byAddress(answers);
  }

  private static Question question(Service service) {
    return new Question(service.name(), Kind.SRV);
  }

  private static List<Srv> servers(List<Srv> records) {
    return records.stream()
        .filter(it -> !it.target().isEmpty())
        .sorted(Comparator.comparingInt(Srv::priority).thenComparing(Srv::target))
        .limit(MOST)
        .toList();
  }

  private Step byServers(Transport transport, List<Srv> servers, Map<Question, Answer> answers) {
    Optional<Step> ask = ask(servers, it -> addresses(it.target()), answers);
    if (ask.isPresent()) return ask.get();
    List<Destination> destinations =
        SrvOrder.of(servers, chance).stream()
            .flatMap(srv -> found(srv.target(), answers).map(it -> at(transport, it, srv)))
            .toList();
    return destinations.isEmpty()
        ? notFound(reason(servers.getFirst().target(), answers))
        : found(destinations.stream());
  }

  private static Destination at(Transport transport, InetAddress address, Srv srv) {
    var place = new InetSocketAddress(address, srv.port());
    return new Destination(transport, place, Optional.of(srv.target()));
  }

  private Step byAddress(Map<Question, Answer> answers) {
    Optional<Step> ask = ask(List.of(target.host()), ClientUsage::addresses, answers);
    if (ask.isPresent()) return ask.get();
    List<InetAddress> addresses = found(target.host(), answers).toList();
    return addresses.isEmpty()
        ? notFound(reason(target.host(), answers))
        : found(addresses.stream().map(this::here));
  }

  private Destination here(InetAddress address) {
    return Destination.of(target.transport(), address, target.effectivePort());
  }

  private static Stream<Question> addresses(String name) {
    return Stream.of(new Question(name, Kind.A), new Question(name, Kind.AAAA));
  }

  /// The addresses of a name, IPv4 before IPv6.
  private static Stream<InetAddress> found(String name, Map<Question, Answer> answers) {
    return addresses(name)
        .map(it -> answer(it, answers))
        .flatMap(it -> it instanceof Answer.Records(var records) ? records.stream() : Stream.of())
        .flatMap(it -> it instanceof Address(InetAddress one) ? Stream.of(one) : Stream.of())
        .sorted(Comparator.comparing(it -> !(it instanceof Inet4Address)));
  }

  /// Why a name has no address: a failure says more than that there is no record of one kind.
  private static String reason(String name, Map<Question, Answer> answers) {
    String reason = "";
    for (Question question : addresses(name).toList()) {
      Answer answer = answer(question, answers);
      if (answer instanceof Answer.Failed(String why)) return why;
      if (answer instanceof Answer.None(String why) && reason.isEmpty()) reason = why;
    }
    return reason;
  }

  private static Answer answer(Question question, Map<Question, Answer> answers) {
    return Optional.ofNullable(answers.get(question)).orElseThrow();
  }

  private static <T extends DnsRecord> List<T> only(Class<T> kind, List<DnsRecord> records) {
    return records.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /// Asks what has not been answered; nothing when everything has.
  private static <T> Optional<Step> ask(
      Collection<T> about, Function<T, Stream<Question>> questions, Map<Question, Answer> answers) {
    Set<Question> missing =
        about.stream()
            .flatMap(questions)
            .filter(it -> !answers.containsKey(it))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return missing.isEmpty() ? Optional.empty() : Optional.of(new Step.Ask(missing));
  }

  private static Step found(Stream<Destination> destinations) {
    return new Step.Done(new Located.Found(destinations.distinct().limit(MOST).toList()));
  }

  private static Step notFound(String reason) {
    return new Step.Done(new Located.NotFound(reason));
  }
}
