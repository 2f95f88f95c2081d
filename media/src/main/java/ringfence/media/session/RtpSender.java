package ringfence.media.session;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.random.RandomGenerator;
import ringfence.media.codec.Codec;
import ringfence.media.codec.Frame;
import ringfence.media.negotiation.SecurityChoice;
import ringfence.media.tone.TelephoneEventSender;
import ringfence.rtp.RtpHeader;
import ringfence.rtp.SequenceNumber;
import ringfence.rtp.Ssrc;
import ringfence.srtp.CryptoEngine;

/// Makes the RTP packets of one source and protects them; RFC 3550 section 5.1. Its clock moves by
/// a frame each time it is told, whether anything is sent or not.
final class RtpSender implements AutoCloseable {
  private static final int ROOM = 512;

  private final Ssrc ssrc;
  private final CryptoEngine engine;
  private final ByteBuffer packet = ByteBuffer.allocate(ROOM);
  private Outbound outbound;
  private SequenceNumber sequence;
  private int timestamp;
  private boolean spurt = true;
  private long packets;
  private long octets;

  RtpSender(SecurityChoice security, RandomGenerator chance, CryptoEngine engine) {
    this.engine = engine;
    // MIKEY names the source in its map of crypto sessions, RFC 3830 6.1.1: it must be this one.
    ssrc =
        security.protection().flatMap(it -> it.own().ssrc()).orElseGet(() -> Ssrc.choose(chance));
    outbound = Outbound.of(security, ssrc, engine);
    sequence = SequenceNumber.choose(chance);
    timestamp = chance.nextInt();
  }

  /// Takes over what was agreed anew. With another key the stream starts again, under the same
  /// SSRC; with the same key it goes on, since its keystream must never be used twice.
  ///
  /// @return whether there is another key
  boolean apply(SecurityChoice security, RandomGenerator chance) {
    // RFC 3711 3.3.1 never sets the rollover counter back under one key; RFC 4568 7.1.4: with a new
    // one there is "a new crypto context where the ROC is set to zero"
    if (outbound.serves(security)) return false;
    outbound.close();
    outbound = Outbound.of(security, ssrc, engine);
    sequence = SequenceNumber.choose(chance);
    timestamp = chance.nextInt();
    spurt = true;
    return true;
  }

  /// One frame of time passes.
  void pass() {
    timestamp += Frame.SAMPLES;
  }

  /// Nothing is sent now: what comes next begins a talk spurt.
  void pause() {
    spurt = true;
  }

  /// A packet of audio, valid until the next; empty when it must not be sent.
  Optional<ByteBuffer> audio(int payloadType, Codec codec, short[] frame) {
    begin(payloadType, spurt, timestamp);
    codec.encode(frame, packet);
    spurt = false;
    return finish();
  }

  /// A packet of a telephone event.
  Optional<ByteBuffer> event(int payloadType, TelephoneEventSender.Packet event) {
    begin(payloadType, event.marker(), (int) event.timestamp());
    event.event().write(packet);
    return finish();
  }

  private void begin(int payloadType, boolean marker, int at) {
    packet.clear();
    var header = new RtpHeader(marker, payloadType, sequence, Integer.toUnsignedLong(at), ssrc);
    header.write(packet);
    sequence = sequence.next();
  }

  private Optional<ByteBuffer> finish() {
    packet.flip();
    int payload = packet.remaining() - RtpHeader.LENGTH;
    if (!outbound.sealRtp(packet)) return Optional.empty();
    packets++;
    octets += payload;
    return Optional.of(packet);
  }

  Outbound outbound() {
    return outbound;
  }

  Ssrc ssrc() {
    return ssrc;
  }

  long timestamp() {
    return Integer.toUnsignedLong(timestamp);
  }

  long packets() {
    return packets;
  }

  long octets() {
    return octets;
  }

  @Override
  public void close() {
    outbound.close();
  }
}
