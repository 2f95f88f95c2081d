package ringfence.media.session;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import ringfence.media.codec.ComfortNoise;
import ringfence.media.codec.Frame;
import ringfence.media.jitter.Delay;
import ringfence.media.jitter.JitterBuffer;
import ringfence.media.negotiation.Formats;
import ringfence.media.negotiation.MediaPlan;
import ringfence.media.tone.TelephoneEventReceiver;
import ringfence.rtcp.CompoundPacket;
import ringfence.rtcp.ReceptionStatistics;
import ringfence.rtp.RtpView;
import ringfence.rtp.Ssrc;
import ringfence.srtp.Verdict;

/// Opens the packets of the peer, believes one source at a time, and sorts them to the jitter
/// buffer and the ear for DTMF.
final class RtpReceiver implements AutoCloseable {
  /// How long packets under the keys before may still come after an update.
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final RtpView view = new RtpView();
  private final JitterBuffer buffer;
  private final TelephoneEventReceiver events = new TelephoneEventReceiver();
  private final Refused refused = new Refused();
  private Inbound inbound;
  private Inbound previous = new Inbound.Plain();
  private boolean graceful;
  private Instant graceEnd = Instant.EPOCH;
  private Formats formats;
  private Optional<ReceptionStatistics> reception = Optional.empty();
  private OptionalInt candidate = OptionalInt.empty();
  private long receivedBefore;
  private long lostBefore;

  RtpReceiver(MediaPlan plan, Delay delay) {
    buffer = new JitterBuffer(delay);
    inbound = Inbound.of(plan.security());
    formats = plan.receive();
  }

  /// Takes over what was agreed anew. Secured packets under the keys before are heard for a moment
  /// more, until one comes under the new ones.
  void apply(MediaPlan plan, Instant now) {
    formats = plan.receive();
    if (inbound.serves(plan.security())) return;
    endGrace();
    previous = inbound;
    graceful = inbound.isSecure() && plan.security().isSecure();
    graceEnd = now.plus(GRACE);
    inbound = Inbound.of(plan.security());
  }

  /// Opens a packet in place.
  boolean openRtp(ByteBuffer datagram, Instant now) {
    Verdict verdict = inbound.openRtp(datagram);
    if (verdict == Verdict.ACCEPTED) {
      endGrace();
      return true;
    }
    if (isGrace(now) && previous.openRtp(datagram) == Verdict.ACCEPTED) return true;
    refused.count(verdict, looksPlain(datagram));
    return false;
  }

  /// Opens a compound RTCP packet in place.
  boolean openRtcp(ByteBuffer datagram, Instant now) {
    Verdict verdict = inbound.openRtcp(datagram);
    if (verdict == Verdict.ACCEPTED) return true;
    if (isGrace(now) && previous.openRtcp(datagram) == Verdict.ACCEPTED) return true;
    refused.count(verdict, CompoundPacket.parse(datagram).good().isPresent());
    return false;
  }

  private boolean isGrace(Instant now) {
    if (graceful && now.isAfter(graceEnd)) endGrace();
    return graceful;
  }

  private void endGrace() {
    if (!graceful) return;
    graceful = false;
    previous.close();
  }

  private boolean looksPlain(ByteBuffer datagram) {
    // Whole tens of milliseconds of a codec of ours, which a tag behind them would spoil.
    return view.read(datagram)
        && isAudio(view.payloadType())
        && view.payloadLength() > 0
        && view.payloadLength() % 80 == 0;
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
    return inbound.isSecure();
  }

  @Override
  public void close() {
    endGrace();
    inbound.close();
  }
}
