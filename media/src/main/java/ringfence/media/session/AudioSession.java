package ringfence.media.session;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import ringfence.media.codec.Frame;
import ringfence.media.jitter.Delay;
import ringfence.media.jitter.Taken;
import ringfence.media.negotiation.MediaPlan;
import ringfence.media.tone.TelephoneEventSender;
import ringfence.rtcp.CompoundPacket;
import ringfence.rtcp.ReceptionStatistics;
import ringfence.rtp.PacketKind;
import ringfence.rtp.Parsed;
import ringfence.srtp.CryptoEngine;

/// The audio of one call, without sockets: datagrams go in by `receive`; each 20 ms `tick` takes a
/// frame from the microphone, gives one to the earpiece and perhaps a packet to send; `report`
/// gives RTCP when it is due.
///
/// What the plan says is secure is secure: no method sends or believes a plain packet then. Buffers
/// that are returned are the session's own and hold until its next call of the same method. One
/// owner; not for several threads.
public final class AudioSession implements AutoCloseable {
  private final RandomGenerator chance;
  private final RtpSender sender;
  private final RtpReceiver receiver;
  private final Reports reports;
  private final Keying keying = new Keying();
  private final short[] sounded = Frame.silence();
  private MediaPlan plan;
  private int rekeys;
  private InetSocketAddress remote;
  private InetSocketAddress remoteRtcp;

  /// A session with the usual jitter buffer and the fastest ciphers.
  public AudioSession(MediaPlan plan, Instant now, RandomGenerator chance) {
    this(plan, Delay.NORMAL, CryptoEngine.fastest(), now, chance);
  }

  /// A session with a jitter buffer and ciphers of choice. SSRC, sequence number, timestamp and
  /// CNAME come by `chance`: a product passes a secure source.
  public AudioSession(
      MediaPlan plan, Delay delay, CryptoEngine engine, Instant now, RandomGenerator chance) {
    this.chance = chance;
    this.plan = plan;
    this.remote = plan.remote();
    this.remoteRtcp = plan.remoteRtcp();
    this.sender = new RtpSender(plan.security(), chance, engine);
    this.receiver = new RtpReceiver(plan, delay, engine);
    this.reports = new Reports(chance, now);
    keying.apply(plan.send().telephoneEvent().isPresent());
  }

  /// An offer of ours is out, and packets under the peer's next keys may come before its answer.
  public void expect() {
    receiver.expect();
  }

  /// Hears what came before the answer that this session began with. RFC 4568 5.1.1: "media may
  /// arrive prior to the answer"; only a tag can tell that it is the peer's.
  public List<Heard> catchUp(EarlyPackets early, Instant now) {
    if (!receiver.isSecure()) return List.of();
    return early.inOrder().stream().map(each -> receive(each.packet, now)).toList();
  }

  /// Takes over a plan that was agreed anew: hold, resume, other keys, another address. The SSRC
  /// stays; with another key of ours, sequence number and timestamp start anew.
  ///
  /// @return what packets brought that came before their keys
  public List<Heard> apply(MediaPlan plan, Instant now) {
    boolean moved = !plan.remote().equals(this.plan.remote());
    boolean secured = plan.security().isSecure() && this.plan.security().isSecure();
    boolean otherOwn = sender.apply(plan.security(), chance);
    boolean otherPeer = receiver.apply(plan, now);
    if (secured && (otherOwn || otherPeer)) rekeys++;
    keying.apply(plan.send().telephoneEvent().isPresent());
    this.plan = plan;
    if (moved) {
      remote = plan.remote();
      remoteRtcp = plan.remoteRtcp();
    }
    return receiver.catchUp(now, plan.direction().receives());
  }

  /// Takes in a datagram, RTP or RTCP, which it decrypts in place.
  ///
  /// @param from where it came from: an authentic packet from elsewhere than agreed moves `remote`
  public Heard receive(ByteBuffer datagram, InetSocketAddress from, Instant now) {
    return switch (PacketKind.of(datagram)) {
      case RTP -> receiveRtp(datagram, from, now);
      case RTCP -> receiveRtcp(datagram, from, now);
      case OTHER -> receiver.malformed();
    };
  }

  /// The same without moving `remote`.
  public Heard receive(ByteBuffer datagram, Instant now) {
    PacketKind kind = PacketKind.of(datagram);
    return receive(datagram, kind == PacketKind.RTCP ? remoteRtcp : remote, now);
  }

  private Heard receiveRtp(ByteBuffer datagram, InetSocketAddress from, Instant now) {
    if (!receiver.openRtp(datagram, now)) return Heard.DROPPED;
    // RFC 4961 wants symmetric RTP; only what a tag vouches for may move where we send.
    if (mayMove()) remote = from;
    return receiver.hear(datagram, now, plan.direction().receives());
  }

  private boolean mayMove() {
    return receiver.isSecure() && !isHeldByAddress();
  }

  /// RFC 3264 8.4: with 0.0.0.0 "neither RTP nor RTCP should be sent to the peer".
  private boolean isHeldByAddress() {
    return plan.remote().getAddress().isAnyLocalAddress();
  }

  private Heard receiveRtcp(ByteBuffer datagram, InetSocketAddress from, Instant now) {
    if (!receiver.openRtcp(datagram, now)) return Heard.DROPPED;
    if (mayMove()) remoteRtcp = from;
    return switch (CompoundPacket.parse(datagram)) {
      case Parsed.Good<CompoundPacket>(var compound) ->
          reports.hear(compound, sender, receiver, now);
      case Parsed.Malformed<CompoundPacket> _ -> receiver.malformed();
    };
  }

  /// Lets 20 ms pass.
  ///
  /// @param microphone 160 samples to send
  /// @param earpiece gets 160 samples to play
  /// @return the RTP packet to send to `remote`, if any
  public Optional<ByteBuffer> tick(short[] microphone, short[] earpiece, Instant now) {
    reports.ticked(now);
    receiver.elapse(now);
    play(earpiece);
    Optional<ByteBuffer> packet = plan.direction().sends() ? speak(microphone) : pause();
    sender.pass();
    return packet;
  }

  private void play(short[] earpiece) {
    Taken taken = receiver.buffer().take(earpiece);
    if (!plan.direction().receives()) {
      Frame.silence(earpiece);
    } else if (taken == Taken.NOISE) {
      receiver.buffer().noise().fill(earpiece, 0, earpiece.length, chance);
    }
  }

  private Optional<ByteBuffer> speak(short[] microphone) {
    Optional<TelephoneEventSender.Packet> event = keying.nextEvent(sender.timestamp());
    if (event.isPresent()) {
      return sender.event(plan.send().telephoneEvent().orElseThrow(), event.get());
    }
    if (keying.isSendingEvent()) return pause();
    boolean tone = keying.sound(sounded);
    return sender.audio(plan.payloadType(), plan.codec(), tone ? sounded : microphone);
  }

  private Optional<ByteBuffer> pause() {
    sender.pause();
    return Optional.empty();
  }

  /// The RTCP packet to send to `remoteRtcp`, if one is due. Ask after each tick.
  public Optional<ByteBuffer> report(Instant now) {
    return isHeldByAddress() ? Optional.empty() : reports.report(sender, receiver, now);
  }

  /// The last RTCP packet, when the call ends.
  public Optional<ByteBuffer> goodbye(Instant now) {
    return isHeldByAddress() ? Optional.empty() : reports.goodbye(sender, receiver, now);
  }

  /// Sends a DTMF key after those that are being sent.
  ///
  /// @param key `0` to `9`, `*`, `#`, `A` to `D`
  /// @return false when too many are waiting
  public boolean press(char key, Duration length) {
    return keying.press(key, length);
  }

  /// Where RTP is to be sent: as agreed, or where authentic packets come from.
  public InetSocketAddress remote() {
    return remote;
  }

  /// Where RTCP is to be sent.
  public InetSocketAddress remoteRtcp() {
    return remoteRtcp;
  }

  public MediaPlan plan() {
    return plan;
  }

  public SessionStatistics statistics() {
    long received = receiver.received();
    long lost = receiver.lost();
    double percent = received + lost == 0 ? 0 : 100.0 * lost / (received + lost);
    long jitter = receiver.reception().map(ReceptionStatistics::jitter).orElse(0L);
    return new SessionStatistics(
        sender.packets(),
        received,
        lost,
        percent,
        reports.peerLossPercent(),
        Duration.ofNanos(jitter * 1_000_000_000L / Frame.CLOCK_RATE),
        reports.roundTrip(),
        receiver.buffer().counts(),
        security());
  }

  private SecurityStatement security() {
    Refused refused = receiver.refused();
    return new SecurityStatement(
        plan.security().protection().map(it -> it.own().policy().profile()),
        plan.security().toString(),
        plan.security().ourRole(),
        sender.outbound().isSecure(),
        receiver.isSecure(),
        rekeys,
        refused.forged,
        refused.replayed,
        refused.plaintext,
        refused.malformed);
  }

  /// Erases the keys; nothing is sent or believed any more.
  @Override
  public void close() {
    sender.close();
    receiver.close();
  }
}
