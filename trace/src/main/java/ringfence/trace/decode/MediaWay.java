package ringfence.trace.decode;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ringfence.rtp.RtpView;
import ringfence.rtp.SequenceNumber;
import ringfence.sdp.RtpMap;

/// What is remembered of one way of media, from one port to another.
final class MediaWay {
  private static final int FIRST_UNPRIVILEGED = 1024;
  private static final int MOST_STEP = 10;
  private static final int FIRST_SAMPLES = 16;
  private static final int SAMPLED_OF = 32;
  private static final RtpMap NONE = new RtpMap(0, "none", 8000);

  private final InetSocketAddress source;
  private final InetSocketAddress destination;
  private final SrtpOpener opener = new SrtpOpener();
  private Optional<MediaBook.Port> from = Optional.empty();
  private Optional<MediaBook.Port> to = Optional.empty();
  private List<String> calls = List.of();
  private long edition = -1;
  private long toldEdition = -1;
  private boolean rtp;
  private Moment previous = new Moment(0, Instant.EPOCH);

  /// The last two packets that made it known as RTP.
  private List<Moment> pair = List.of();

  private int ssrc;
  private int sequence;
  private int sampled;
  private int packets = -1;
  private int payloadType = -1;
  private RtpMap codec = NONE;

  MediaWay(InetSocketAddress source, InetSocketAddress destination) {
    this.source = source;
    this.destination = destination;
  }

  /// Looks into the book, if it has another edition than when this way looked last.
  void read(MediaBook book) {
    if (edition == book.edition()) return;
    edition = book.edition();
    from = book.port(source);
    to = book.port(destination);
    long now = told().map(MediaBook.Port::edition).orElse(-1L);
    if (now != toldEdition) payloadType = -1;
    toldEdition = now;
    calls =
        Stream.of(from, to)
            .flatMap(Optional::stream)
            .map(it -> it.call().callId())
            .distinct()
            .toList();
  }

  /// The Call-IDs of the calls that told of it.
  List<String> calls() {
    return calls;
  }

  /// What a description said of the way: of where it goes, else of where it comes from.
  Optional<MediaBook.Port> told() {
    return to.isPresent() ? to : from;
  }

  boolean isUdptl() {
    return told().isPresent() && told().get().transport() == MediaBook.Transport.UDPTL;
  }

  boolean isSecure() {
    return told().isPresent() && told().get().transport() == MediaBook.Transport.SRTP;
  }

  /// Opens its packets, with the keys of its calls.
  SrtpOpener opener() {
    from.ifPresent(it -> opener.learn(it.call()));
    to.ifPresent(it -> opener.learn(it.call()));
    return opener;
  }

  /// The moment at which a packet is seen to be RTP, with the frames that show it; empty where it
  /// is not known to be any.
  Optional<Moment> seen(RtpView view, Moment moment) {
    if (told().isPresent()) return Optional.of(moment);
    boolean follows = hasShape(view);
    List<Moment> before = follows ? List.of(previous) : pair;
    if (follows) pair = List.of(previous, moment);
    previous = moment;
    return rtp ? Optional.of(moment.after(before)) : Optional.empty();
  }

  /// It is looked at no more.
  void close() {
    opener.close();
  }

  /// Two packets of one source with numbers that follow, and a payload type in use: by chance once
  /// in hundreds of millions.
  private boolean hasShape(RtpView view) {
    int step = SequenceNumber.distance(sequence, view.sequenceNumber());
    boolean follows = previous.number() > 0 && ssrc == view.ssrc() && step > 0 && step <= MOST_STEP;
    ssrc = view.ssrc();
    sequence = view.sequenceNumber();
    // RFC 3551 6: 0 to 34 are assigned, 96 to 127 dynamic
    boolean inUse = view.payloadType() <= 34 || view.payloadType() >= 96;
    boolean high =
        source.getPort() >= FIRST_UNPRIVILEGED && destination.getPort() >= FIRST_UNPRIVILEGED;
    boolean shape = follows && inUse && high;
    rtp |= shape;
    return shape;
  }

  /// Whether a packet of this source is one of those that stand for all: its first ones, and then
  /// some, as its key may change.
  boolean isSample(int source) {
    packets = source == sampled ? packets + 1 : 0;
    sampled = source;
    return packets < FIRST_SAMPLES || packets % SAMPLED_OF == 0;
  }

  /// What a payload type means here.
  RtpMap codec(int type) {
    if (type != payloadType) {
      codec = PayloadNames.of(type, told().map(MediaBook.Port::maps).orElse(List.of()));
      payloadType = type;
    }
    return codec;
  }
}
