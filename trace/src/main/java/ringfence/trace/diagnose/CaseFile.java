package ringfence.trace.diagnose;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import ringfence.sip.message.CSeq;
import ringfence.sip.message.SipMessage;
import ringfence.sip.message.SipResponse;
import ringfence.trace.capture.Observed;
import ringfence.trace.decode.Content;
import ringfence.trace.decode.Row;

/// What the rules look at: the connections, the SIP messages and the media of a capture, gathered
/// row by row, up to a bound.
public final class CaseFile {
  private static final int MOST_LINKS = 20_000;
  private static final int MOST_MESSAGES = 50_000;
  private static final int MOST_OF_CALL = 500;
  private static final int MOST_WAYS = 20_000;
  private static final long MOST_HELD = 256L << 20;

  /// What a request and its answers have in common, RFC 3261 section 17.1.3.
  private record Transaction(String callId, CSeq cseq, Optional<String> branch) {
    static Transaction of(SipMessage message) {
      return new Transaction(message.callId(), message.cseq(), message.topVia().branch());
    }
  }

  private final Map<Set<InetSocketAddress>, Link> open = new HashMap<>();
  private final List<Link> links = new ArrayList<>();
  private final List<Said> messages = new ArrayList<>();
  private final Map<String, List<Said>> calls = new HashMap<>();
  private final Map<Transaction, List<Said>> transactions = new HashMap<>();
  private final Map<List<InetSocketAddress>, MediaWay> ways = new LinkedHashMap<>();
  private final List<Noticed> noticed = new ArrayList<>();
  private final Known known;
  private long observed;
  private long held;
  private boolean full;

  /// Of a client of which nothing is known.
  public CaseFile() {
    this(Known.NOTHING);
  }

  public CaseFile(Known known) {
    this.known = known;
  }

  /// Takes what no capture shows.
  public void add(Noticed fact) {
    noticed.add(fact);
  }

  /// Takes a row of the capture, in its order.
  public void add(Row row) {
    switch (row.content()) {
      case Content.Tls tls ->
          link(row, false).filter(_ -> hasRoom()).ifPresent(it -> held += it.add(row, tls));
      case Content.Tcp tcp ->
          link(row, tcp.flags().equals("SYN"))
              .filter(_ -> hasRoom())
              .ifPresent(it -> held += it.add(row, tcp));
      case Content.Sip sip -> {
        carried(row);
        add(row, sip);
      }
      case Content.KeepAlive _ -> carried(row);
      case Content.Rtp rtp -> way(row).ifPresent(it -> it.add(row, rtp.withoutPayload()));
      case Content.Rtcp rtcp -> way(row).ifPresent(it -> it.add(row, rtcp.withoutPacket()));
      case Content.Other _, Content.Malformed _ -> {}
    }
  }

  /// Takes a SIP message that a program said or heard itself, in their order.
  public void add(Observed seen) {
    Content.Sip.read(seen.bytes(), seen.carrier())
        .map(it -> row(++observed, seen, it))
        .ifPresent(this::add);
  }

  private static Row row(long number, Observed seen, Content content) {
    return new Row(
        number,
        List.of(),
        seen.time(),
        seen.source(),
        seen.destination(),
        OptionalInt.empty(),
        content);
  }

  private boolean isBelow(int most, int size) {
    full |= size >= most;
    return size < most && hasRoom();
  }

  private boolean hasRoom() {
    full |= held >= MOST_HELD;
    return held < MOST_HELD;
  }

  private void carried(Row row) {
    Link known = open.get(Link.ends(row.source(), row.destination()));
    if (known != null) known.carried(row.time());
  }

  private Optional<MediaWay> way(Row row) {
    var pair = List.of(row.source(), row.destination());
    MediaWay known = ways.get(pair);
    if (known != null) return Optional.of(known);
    if (!isBelow(MOST_WAYS, ways.size())) return Optional.empty();
    var fresh = new MediaWay(row.source(), row.destination());
    ways.put(pair, fresh);
    return Optional.of(fresh);
  }

  /// The connection of a row; a new one begins with a SYN, unless that repeats the one before.
  private Optional<Link> link(Row row, boolean begins) {
    if (row.source().equals(row.destination())) return Optional.empty();
    Set<InetSocketAddress> pair = Link.ends(row.source(), row.destination());
    Link known = open.get(pair);
    boolean same = !begins || (known != null && known.isOpening());
    if (known != null && same) return Optional.of(known);
    if (!isBelow(MOST_LINKS, links.size())) return Optional.empty();
    var fresh = new Link(row.source(), row.destination());
    links.add(fresh);
    open.put(pair, fresh);
    return Optional.of(fresh);
  }

  private void add(Row row, Content.Sip sip) {
    if (!isBelow(MOST_MESSAGES, messages.size())) return;
    // of the rest the decoder has said what is wrong with it
    Optional<SipMessage> legible = Legible.part(sip.message());
    if (legible.isEmpty()) return;
    var said =
        new Said(
            row.number(),
            row.time(),
            row.source(),
            row.destination(),
            legible.get(),
            sip.session(),
            sip.carrier());
    var call = calls.computeIfAbsent(legible.get().callId(), _ -> new ArrayList<>());
    if (!isBelow(MOST_OF_CALL, call.size())) return;
    call.add(said);
    messages.add(said);
    transactions.computeIfAbsent(Transaction.of(legible.get()), _ -> new ArrayList<>(2)).add(said);
    held += row.held();
  }

  /// Whether something was left out because there was too much.
  public boolean isFull() {
    return full;
  }

  /// What the TLS handshakes of the connections showed, in their order.
  public List<SeenHandshake> handshakes() {
    return links.stream()
        .filter(link -> link.clientHello().isPresent())
        .map(SeenHandshake::of)
        .toList();
  }

  /// Whether any SIP request was answered.
  public boolean isAnswered() {
    return messages.stream().anyMatch(each -> each.message() instanceof SipResponse);
  }

  <T extends Noticed> Stream<T> noticed(Class<T> kind) {
    return noticed.stream().filter(kind::isInstance).map(kind::cast);
  }

  /// The certificates that were shown.
  Stream<Presented> presented() {
    return links.stream().flatMap(link -> link.presented(known).stream());
  }

  List<Link> links() {
    return links;
  }

  Collection<MediaWay> media() {
    return ways.values();
  }

  List<Said> messages() {
    return messages;
  }

  /// The messages with the Call-ID of one.
  List<Said> call(Said said) {
    return calls.getOrDefault(said.message().callId(), List.of());
  }

  /// The answers to a request, in their order.
  List<Said> answers(Said request) {
    return transaction(request).stream().filter(each -> each.answers(request)).toList();
  }

  /// Whether a request is not one that was seen before.
  boolean isFirst(Said request) {
    return transaction(request).getFirst().equals(request);
  }

  /// A request as often as it was seen, with its answers, in their order.
  List<Said> transaction(Said one) {
    return transactions.getOrDefault(Transaction.of(one.message()), List.of());
  }
}
