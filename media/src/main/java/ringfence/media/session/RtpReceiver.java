package ringfence.media.session;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import ringfence.media.codec.ComfortNoise;
import ringfence.media.codec.Frame;
import ringfence.media.jitter.Delay;
import ringfence.media.jitter.JitterBuffer;
import ringfence.media.negotiation.Formats;
import ringfence.media.negotiation.MediaPlan;
import ringfence.media.session.EarlyPackets.Early;
import ringfence.media.tone.TelephoneEvent;
import ringfence.media.tone.TelephoneEventReceiver;
import ringfence.rtcp.CompoundPacket;
import ringfence.rtcp.ReceptionStatistics;
import ringfence.rtp.PacketKind;
import ringfence.rtp.RtpView;
import ringfence.rtp.Ssrc;
import ringfence.srtp.CryptoEngine;
import ringfence.srtp.Verdict;

/// Opens the packets of the peer, believes one source at a time, and sorts them to the jitter
/// buffer and the ear for DTMF.
final class RtpReceiver implements AutoCloseable {
  /// 10 ms of G.711 in octets.
  private static final int LEAST_FRAME = 80;

  private final RtpView view = new RtpView();
  private final JitterBuffer buffer;
  private final TelephoneEventReceiver events = new TelephoneEventReceiver();
  private final Refused refused = new Refused();
  private final KeyChain keys;
  private Optional<EarlyPackets> early = Optional.empty();
  private Formats formats;
  private Optional<ReceptionStatistics> reception = Optional.empty();
  private OptionalInt candidate = OptionalInt.empty();
  private long receivedBefore;
  private long lostBefore;

  RtpReceiver(MediaPlan plan, Delay delay, CryptoEngine engine) {
    buffer = new JitterBuffer(delay);
    keys = new KeyChain(plan.security(), engine);
    formats = plan.receive();
  }

  /// An offer is out: the peer may use other keys before its answer is here.
  void expect() {
    if (keys.isSecure()) early = Optional.of(new EarlyPackets());
  }

  /// Takes over what was agreed anew.
  ///
  /// @return whether there are other keys
  boolean apply(MediaPlan plan, Instant now) {
    formats = plan.receive();
    return keys.apply(plan.security(), now);
  }

  /// Lets time pass.
  void elapse(Instant now) {
    keys.elapse(now);
  }

  /// Opens a packet in place.
  boolean openRtp(ByteBuffer datagram, Instant now) {
    Verdict verdict = keys.openRtp(datagram, now);
    return verdict == Verdict.ACCEPTED || refuse(datagram, verdict, isPlainRtp(datagram));
  }

  /// Opens a compound RTCP packet in place.
  boolean openRtcp(ByteBuffer datagram, Instant now) {
    Verdict verdict = keys.openRtcp(datagram, now);
    return verdict == Verdict.ACCEPTED
        || refuse(datagram, verdict, CompoundPacket.parse(datagram).good().isPresent());
  }

  private boolean refuse(ByteBuffer datagram, Verdict verdict, boolean plain) {
    refused.count(verdict, plain);
    boolean mayHeal = verdict == Verdict.FORGED || verdict == Verdict.REPLAYED;
    if (mayHeal && !plain) early.ifPresent(it -> it.keep(datagram, verdict));
    return false;
  }

  /// Hears the packets that came before their keys.
  List<Heard> catchUp(Instant now, boolean play) {
    List<Heard> heard = new ArrayList<>();
    for (Early each : early.map(EarlyPackets::inOrder).orElse(List.of())) {
      ByteBuffer packet = each.packet;
      boolean rtcp = PacketKind.of(packet) == PacketKind.RTCP;
      Verdict verdict = rtcp ? keys.openRtcp(packet, now) : keys.openRtp(packet, now);
      // Judged anew: one that came twice is a replay under its own key, not a forgery under
      // another.
      refused.uncount(each.counted);
      refused.count(verdict, false);
      if (verdict == Verdict.ACCEPTED && !rtcp) heard.add(hear(packet, now, play));
    }
    early = Optional.empty();
    return heard;
  }

  /// Whether it is a packet of the plan without protection: of one of its formats, and with a
  /// payload of a length that the format has, which a tag behind it would spoil.
  private boolean isPlainRtp(ByteBuffer datagram) {
    if (!view.read(datagram)) return false;
    int type = view.payloadType();
    int length = view.payloadLength();
    if (formats.telephoneEvent().orElse(-1) == type) return length == TelephoneEvent.LENGTH;
    if (isNoise(type)) return length == 1;
    return isAudio(type) && length > 0 && length % LEAST_FRAME == 0;
  }

  private boolean isAudio(int payloadType) {
    return formats.codecs().stream().anyMatch(format -> format.payloadType() == payloadType);
  }

  /// Hears a packet that was opened.
  ///
  /// @param play whether its audio is wanted
  Heard hear(ByteBuffer packet, Instant now, boolean play) {
    if (!view.read(packet)) return malformed();
    if (!isOfSource(view.ssrc())) return Heard.DROPPED;
    reception.ifPresent(statistics -> statistics.count(view, now));
    if (!play) return Heard.MEDIA;
    ByteBuffer payload = packet.slice(view.payloadOffset(), view.payloadLength());
    int type = view.payloadType();
    if (isNoise(type)) {
      ComfortNoise.read(payload).ifPresent(noise -> buffer.put(noise, view.timestamp()));
      return Heard.MEDIA;
    }
    if (formats.telephoneEvent().orElse(-1) == type) return key(payload);
    for (Formats.Format format : formats.codecs()) {
      if (format.payloadType() != type) continue;
      buffer.put(format.codec(), payload, view.timestamp(), view.marker());
      return Heard.MEDIA;
    }
    return Heard.DROPPED;
  }

  Heard malformed() {
    refused.malformed++;
    return Heard.DROPPED;
  }

  private boolean isNoise(int type) {
    return formats.comfortNoise().orElse(ComfortNoise.PAYLOAD_TYPE) == type;
  }

  private Heard key(ByteBuffer payload) {
    Optional<Character> key = events.receive(payload, view.timestamp());
    return key.isPresent() ? new Heard.Key(key.get()) : Heard.MEDIA;
  }

  /// One source is heard; another takes its place with its second packet in a row.
  private boolean isOfSource(int ssrc) {
    if (reception.isPresent() && reception.get().ssrc().bits() == ssrc) {
      candidate = OptionalInt.empty();
      return true;
    }
    boolean again = candidate.isPresent() && candidate.getAsInt() == ssrc;
    candidate = OptionalInt.of(ssrc);
    if (reception.isPresent() && !again) return false;
    receivedBefore = received();
    lostBefore = lost();
    reception = Optional.of(new ReceptionStatistics(new Ssrc(ssrc), Frame.CLOCK_RATE));
    buffer.reset();
    events.reset();
    return true;
  }

  JitterBuffer buffer() {
    return buffer;
  }

  Refused refused() {
    return refused;
  }

  Optional<ReceptionStatistics> reception() {
    return reception;
  }

  long received() {
    return receivedBefore + reception.map(ReceptionStatistics::received).orElse(0L);
  }

  long lost() {
    return lostBefore + Math.max(0, reception.map(ReceptionStatistics::lost).orElse(0L));
  }

  boolean isSecure() {
    return keys.isSecure();
  }

  @Override
  public void close() {
    keys.close();
  }
}
